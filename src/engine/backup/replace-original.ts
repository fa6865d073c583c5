import type { BigIntStats } from 'node:fs'
import { mkdir, rename, rm, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { codeOf } from '../../shared/code-of.ts'
import { type ErrorCode, WhittleError } from '../../shared/errors.ts'
import type { OutputResult } from '../../shared/model/output.ts'
import {
  applyOwner,
  applyTimes,
  claim,
  linkOrCopy,
  sha256Of,
  statusOf,
  syncFile,
  syncFolderOf,
  traitsOf,
} from './files.ts'
import type { Replacing } from './steps.ts'

export type Replacement = {
  readonly itemId: string
  readonly original: string
  /** As it was before the image was read. */
  readonly status: BigIntStats
  /** Of the bytes that were read. */
  readonly sha256: string
  /** The finished result beside the original, under a temporary name. */
  readonly staged: string
  readonly target: string
  readonly backup: string
  readonly result: OutputResult
  readonly recipe: string
  /** Whether the result gets the times of the original. */
  readonly keepTimes: boolean
}

/**
 * Replaces an original by its result: first a backup, whose bytes are read again and compared; then a note of what is
 * about to happen; then the new file takes the name in one step. Whenever this is cut short, either the original is
 * still there, or it is in the backup and the note says so.
 *
 * @param note - Makes the step durable.
 * @throws WhittleError `INPUT_CHANGED`, `BACKUP_FAILED`, `OUTPUT_EXISTS` or another one of the `OUTPUT_…` codes. The
 *   original is as it was then.
 */
export async function replaceOriginal(
  request: Replacement,
  note: (step: Replacing) => Promise<void>,
): Promise<void> {
  const { original, staged, target, status } = request
  await makeBackup(request)
  try {
    const traits = traitsOf(status)
    await applyOwner(staged, traits)
    if (request.keepTimes) await applyTimes(staged, traits)
    await syncFile(staged)
    await note(stepOf(request))
    await refuseChanged(original, status)
    if (target === original) await rename(staged, target)
    else if (!(await claim(staged, target))) throw new WhittleError('OUTPUT_EXISTS', { detail: target })
  } catch (error) {
    // Nothing was replaced, so the original is where it was.
    await rm(request.backup, { force: true })
    throw toOutputError(error)
  }
  if (target !== original) await unlink(original)
  await syncFolderOf(target)
}

function stepOf(request: Replacement): Replacing {
  const { itemId, original, backup, target, status, sha256, result, recipe } = request
  const before = { sha256, bytes: Number(status.size), traits: traitsOf(status) }
  const after = { ...result, path: target }
  return { type: 'replacing', itemId, at: Date.now(), original, backup, target, before, after, recipe }
}

async function makeBackup({ original, backup, sha256, status }: Replacement): Promise<void> {
  try {
    await mkdir(dirname(backup), { recursive: true })
    await linkOrCopy(original, backup)
    await syncFile(backup)
    await syncFolderOf(backup)
  } catch (cause) {
    await rm(backup, { force: true }).catch(() => undefined)
    if (['ENOSPC', 'EDQUOT'].includes(codeOf(cause))) throw toOutputError(cause)
    throw new WhittleError('BACKUP_FAILED', { detail: `${original}: ${String(cause)}`, cause })
  }
  if ((await sha256Of(backup)) === sha256) return
  const changed = (await sha256Of(original)) !== sha256 || Number(status.size) === 0
  await rm(backup, { force: true })
  if (changed) throw new WhittleError('INPUT_CHANGED', { detail: original })
  throw new WhittleError('BACKUP_FAILED', { detail: `${backup} does not have the bytes of the original.` })
}

/** The last look before the point of no return. */
async function refuseChanged(original: string, status: BigIntStats): Promise<void> {
  const now = await statusOf(original)
  const same = now?.ino === status.ino && now.size === status.size && now.mtimeNs === status.mtimeNs
  if (!same) throw new WhittleError('INPUT_CHANGED', { detail: original })
}

const outputCodes: Readonly<Record<string, ErrorCode>> = {
  ENOSPC: 'OUTPUT_DISK_FULL',
  EDQUOT: 'OUTPUT_DISK_FULL',
  ENAMETOOLONG: 'OUTPUT_NAME_TOO_LONG',
}

/** What the file system said, as an error of ours. */
export function toOutputError(error: unknown): unknown {
  const code = codeOf(error)
  if (error instanceof WhittleError || code === '') return error
  return new WhittleError(outputCodes[code] ?? 'OUTPUT_UNWRITABLE', { detail: String(error), cause: error })
}
