import { lstat, readdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { OutputJob } from '../../shared/contract/pool.ts'
import { manifestFileName } from '../../shared/manifest-name.ts'
import type { Item } from '../../shared/model/item.ts'
import { type PlannedOutput, plannedPaths } from '../../shared/model/output.ts'
import { isAlive } from './is-alive.ts'

/**
 * An unfinished output is in the folder of the finished one, so that renaming it is atomic, under a name that is
 * known beforehand, so that a later process can remove what a killed one left. The number of this process is in it: the
 * workers of a killed engine live a moment longer, and must not meet those of the next one in the same file.
 */
function partPath(batchId: string, itemId: string, index: number, path: string): string {
  return join(dirname(path), `${prefix(batchId)}${itemId}-${index}-${process.pid}.part`)
}

/** The job of an output: with the names that its file carries until it is complete, whatever it becomes. */
export function withParts(batchId: string, itemId: string, output: PlannedOutput): OutputJob {
  const { alternatives, ...rest } = output
  const named = <T extends { readonly path: string }>(candidate: T) => ({
    ...candidate,
    partPath: partPath(batchId, itemId, output.index, candidate.path),
  })
  return { ...named(rest), ...(alternatives === undefined ? {} : { alternatives: alternatives.map(named) }) }
}

/** Removes what a killed worker may have left of an item. What cannot be removed does no harm. */
export async function removeParts(batchId: string, item: Item): Promise<void> {
  const paths = item.planned.flatMap((output) =>
    plannedPaths(output).map((path) => partPath(batchId, item.id, output.index, path)),
  )
  await Promise.allSettled([...new Set(paths)].map((path) => rm(path, { force: true })))
}

/**
 * Removes everything that a killed process may have left of a batch: parts of outputs and of the manifest, and names
 * that were taken but not filled yet. Each folder is read once, however many images the batch has.
 *
 * @param items All of the batch's items.
 * @param attempted Those that were in a worker.
 */
export async function sweep(
  batch: { readonly id: string; readonly outDir: string },
  items: Iterable<Item>,
  attempted: Iterable<Item>,
): Promise<void> {
  const folders = new Set([batch.outDir])
  for (const item of items) {
    for (const path of item.planned.flatMap(plannedPaths)) folders.add(dirname(path))
  }
  for (const folder of folders) {
    const entries = await readdir(folder).catch(() => [])
    for (const name of entries) {
      if (!name.endsWith('.part')) continue
      if (name.startsWith(prefix(batch.id)) || isStray(name)) await discard(join(folder, name))
    }
  }
  for (const item of attempted) {
    for (const output of item.planned) {
      for (const { path, replaces } of [output, ...(output.alternatives ?? [])]) {
        if (replaces === undefined) await removeEmpty(path)
      }
    }
  }
}

function prefix(batchId: string): string {
  return `.whittle-${batchId}-`
}

/** A manifest that was being written, or a test of whether there is room, by a process that is gone. */
function isStray(name: string): boolean {
  const owner = name.startsWith(`${manifestFileName}.`)
    ? name.split('.').at(-2)
    : /^\.whittle-probe-(\d+)-/.exec(name)?.[1]
  const pid = Number(owner ?? Number.NaN)
  return Number.isInteger(pid) && (pid === process.pid || !isAlive(pid))
}

/** On file systems without hard links a name is taken by an empty file first, which a kill may leave. */
async function removeEmpty(path: string): Promise<void> {
  const status = await lstat(path).catch(() => undefined)
  if (status?.isFile() && status.size === 0) await discard(path)
}

async function discard(path: string): Promise<void> {
  await rm(path, { force: true }).catch(() => undefined)
}
