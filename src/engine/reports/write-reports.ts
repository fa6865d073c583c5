import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { codeOf } from '../../shared/code-of.ts'
import type { ReportFormat } from '../../shared/contract/engine.ts'
import { WhittleError } from '../../shared/errors.ts'
import type { ItemRecord, Run } from '../../shared/model/history.ts'
import { renderHtml } from './html-report.ts'
import { renderJson } from './json-report.ts'
import { reportName } from './report-name.ts'

export type ReportOptions = {
  readonly run: Run
  readonly items: readonly ItemRecord[]
  readonly formats: readonly ReportFormat[]
  /** Absolute; made if it is missing. */
  readonly dir: string
  /** Of Whittle. */
  readonly version: string
  /** Epoch milliseconds. Default: the clock. */
  readonly now?: () => number
}

type Prepared = { readonly format: ReportFormat; readonly part: string }

/**
 * Writes the reports of a run and gives their absolute paths in the order of `formats`. They share a name; nothing
 * is overwritten, a number is added instead. A report is there completely or not at all.
 *
 * @throws WhittleError `OUTPUT_DISK_FULL` or `OUTPUT_UNWRITABLE`; nothing is left behind then.
 */
export async function writeReports(options: ReportOptions): Promise<string[]> {
  const { run, dir } = options
  const formats = [...new Set(options.formats)]
  const part = (format: ReportFormat) => join(dir, `.whittle-report-${run.id}.${process.pid}.${format}.part`)
  const prepared = formats.map((format) => ({ format, part: part(format) }))
  try {
    await mkdir(dir, { recursive: true })
    for (const { format, part } of prepared) await writeFile(part, render(format, options), { flush: true })
    return await place(prepared, join(dir, reportName(run)))
  } catch (error) {
    const full = codeOf(error) === 'ENOSPC'
    const code = full ? 'OUTPUT_DISK_FULL' : 'OUTPUT_UNWRITABLE'
    throw new WhittleError(code, { detail: `${dir}: ${String(error)}`, cause: error })
  } finally {
    for (const { part } of prepared) await rm(part, { force: true }).catch(() => undefined)
  }
}

function render(format: ReportFormat, { run, items, version, now = Date.now }: ReportOptions): string {
  const generated = { version, at: now() }
  const plain = items.map((record) => record.item)
  return format === 'json' ? renderJson(run, plain, generated) : renderHtml(run, plain, generated)
}

/** Finds the first number under which all formats are free, and moves the finished files there. */
async function place(prepared: readonly Prepared[], base: string): Promise<string[]> {
  for (let number = 1; ; number += 1) {
    const stem = number === 1 ? base : `${base}-${number}`
    const paths = prepared.map(({ format }) => `${stem}.${format}`)
    if (!(await reserve(paths))) continue
    try {
      for (const { format, part } of prepared) await rename(part, `${stem}.${format}`)
    } catch (error) {
      for (const path of paths) await rm(path, { force: true })
      throw error
    }
    return paths
  }
}

/**
 * Takes all names at once with empty files, which only succeeds where there is nothing. `false` when one is taken.
 * A rename alone would replace what stands there; the empty file it replaces is ours.
 */
async function reserve(paths: readonly string[]): Promise<boolean> {
  const taken: string[] = []
  try {
    for (const path of paths) {
      await (await open(path, 'wx')).close()
      taken.push(path)
    }
    return true
  } catch (error) {
    for (const path of taken) await rm(path, { force: true })
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}
