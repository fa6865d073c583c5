import { constants } from 'node:fs'
import { copyFile, link, mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type ErrorCode, WhittleError } from '../../shared/errors.ts'
import { applyOwner, applyTimes, claim, sha256Of, statusOf, syncFile, syncFolderOf } from './files.ts'
import { toOutputError } from './replace-original.ts'
import type { Replacing } from './steps.ts'

/** Where an original is put together before it takes its name. */
export function undoPath(
  batchId: string,
  { itemId, original }: Pick<Replacing, 'itemId' | 'original'>,
): string {
  return join(dirname(original), `.whittle-undo-${batchId}-${itemId}.part`)
}

/**
 * Puts an original back as it was. Doing it twice changes nothing, so it may be cut short at any point.
 *
 * @param force - Also where the result was changed since: what is there under the original's name is lost then.
 * @returns `already` where it was in its place.
 * @throws WhittleError `UNDO_CHANGED` where something else is there now, `BACKUP_DAMAGED` where the backup is not what
 *   it was, or one of the `OUTPUT_…` codes.
 */
export async function restoreOriginal(
  batchId: string,
  step: Replacing,
  force: boolean,
): Promise<'restored' | 'already'> {
  const { original, target, before, after, backup } = step
  const there = await sha256Of(original)
  const renamed = target !== original
  const result = renamed ? await sha256Of(target) : there
  if (there === before.sha256) {
    if (renamed && result === after.sha256) await rm(target)
    return 'already'
  }
  const isFree = (await statusOf(original)) === undefined
  const isOurs = !renamed && there === after.sha256
  if (!isFree && !isOurs && !force) throw changed('UNDO_CHANGED', original)
  if (renamed && !force && result !== after.sha256 && (await statusOf(target)) !== undefined) {
    throw changed('UNDO_CHANGED', target)
  }
  if ((await sha256Of(backup)) !== before.sha256) throw changed('BACKUP_DAMAGED', backup)
  try {
    await putBack(undoPath(batchId, step), step, isFree)
    if (renamed && result === after.sha256) await rm(target, { force: true })
    await syncFolderOf(original)
  } catch (error) {
    throw toOutputError(error)
  }
  return 'restored'
}

async function putBack(
  part: string,
  { original, backup, before }: Replacing,
  isFree: boolean,
): Promise<void> {
  await mkdir(dirname(original), { recursive: true })
  await rm(part, { force: true })
  try {
    await sameFile(backup, part, before.traits)
    if (!isFree) await rename(part, original)
    else if (!(await claim(part, original))) throw changed('UNDO_CHANGED', original)
  } finally {
    await rm(part, { force: true })
  }
}

/** The backup's own file where it can be had, with everything that belongs to it; else a copy that is made the same. */
async function sameFile(backup: string, part: string, traits: Replacing['before']['traits']): Promise<void> {
  const status = await statusOf(backup)
  if (status?.mtimeNs === BigInt(traits.mtimeNs) && Number(status.mode & 0o7777n) === traits.mode) {
    try {
      await link(backup, part)
      return
    } catch {
      // Another drive, or a file system without links.
    }
  }
  await copyFile(backup, part, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE)
  await applyOwner(part, { ...traits, mode: traits.mode | 0o200 })
  await syncFile(part)
  await applyOwner(part, traits)
  await applyTimes(part, traits)
}

function changed(code: ErrorCode, path: string): WhittleError {
  return new WhittleError(code, { detail: path })
}
