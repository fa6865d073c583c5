import { mkdir, open, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { codeOf } from '../../shared/code-of.ts'
import { type ErrorData, toErrorData, WhittleError } from '../../shared/errors.ts'
import type { ReportFormat, ReportText } from '../../shared/model/report-request.ts'
import type { Printer } from '../ports.ts'
import { renderCsv } from './csv-report.ts'
import { toReport } from './document.ts'
import { renderHtml } from './html-report.ts'
import { renderJson } from './json-report.ts'
import { readLogo } from './logo.ts'
import { printPdf } from './print-pdf.ts'
import type { ReportData, ReportHead } from './report-data.ts'
import { reportName } from './report-name.ts'

export type ReportOptions = Partial<ReportText> & {
  readonly data: ReportData
  readonly formats: readonly ReportFormat[]
  /** Absolute; made if it is missing. */
  readonly dir: string
  /** Full paths in the report; default `false`. */
  readonly paths?: boolean
  /** Of Whittle. */
  readonly version: string
  /** What makes the PDF; without it there can be none. */
  readonly printer?: Printer | undefined
  /** Epoch milliseconds. Default: the clock. */
  readonly now?: () => number
}

export type WrittenReports = {
  /** Absolute, in the order of the formats. */
  readonly paths: string[]
  /** Why there is no PDF although it was asked for, where the other formats are there. */
  readonly problem?: ErrorData
}

type Prepared = { readonly format: ReportFormat; readonly part: string }

/**
 * Writes a report in several formats. They share a name; nothing is overwritten, a number is added instead. A file is
 * there completely or not at all. Where the PDF cannot be made the others are, and it is told why.
 *
 * @throws WhittleError `OUTPUT_DISK_FULL`, `OUTPUT_UNWRITABLE` or `LOGO_UNUSABLE`; `PDF_UNAVAILABLE` or `PDF_FAILED` where a PDF alone was asked for. Nothing is left behind then.
 */
export async function writeReports(options: ReportOptions): Promise<WrittenReports> {
  const { dir, data } = options
  const wanted = [...new Set(options.formats)]
  const content = await render(wanted, options)
  const [problem] = content.problems
  const formats = wanted.filter((format) => content.files.has(format))
  if (formats.length === 0 && problem !== undefined) throw WhittleError.from(problem)
  const name = reportName(data)
  const mark = `${process.pid}.${nextMark++}`
  const prepared = formats.map((format) => ({ format, part: join(dir, `.${name}.${mark}.${format}.part`) }))
  try {
    await mkdir(dir, { recursive: true })
    for (const { format, part } of prepared) {
      await writeFile(part, content.files.get(format) ?? '', { flush: true })
    }
    const paths = await place(prepared, join(dir, name))
    return { paths, ...(problem === undefined ? {} : { problem }) }
  } catch (error) {
    const full = codeOf(error) === 'ENOSPC'
    const code = full ? 'OUTPUT_DISK_FULL' : 'OUTPUT_UNWRITABLE'
    throw new WhittleError(code, { detail: `${dir}: ${String(error)}`, cause: error })
  } finally {
    for (const { part } of prepared) await rm(part, { force: true }).catch(() => undefined)
  }
}

/** Several reports of one name may be written at the same time; each has parts of its own. */
let nextMark = 1

/** What each file will hold. */
async function render(formats: readonly ReportFormat[], options: ReportOptions) {
  const { data, title = '', notes = '', logo = '', paths = false, version, now = Date.now } = options
  const head: ReportHead = { title: title.trim(), notes: notes.trim(), paths, version, at: now() }
  const report = toReport(data, head)
  const picture = logo === '' ? undefined : await readLogo(logo)
  const files = new Map<ReportFormat, string | Buffer>()
  const problems: ErrorData[] = []
  for (const format of formats) {
    if (format === 'json') files.set(format, renderJson(report))
    else if (format === 'csv') files.set(format, renderCsv(report))
    else {
      const page = renderHtml(data, head, picture)
      if (format === 'html') files.set(format, page)
      else {
        try {
          files.set(format, await printPdf(page, options.printer))
        } catch (error) {
          problems.push(toErrorData(error))
        }
      }
    }
  }
  return { files, problems }
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
