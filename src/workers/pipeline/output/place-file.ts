import { link, lstat, open, readFile, rename, rm } from 'node:fs/promises'
import type { OutputJob } from '../../../shared/contract/pool.ts'
import { WhittleError } from '../../../shared/errors.ts'
import { type FileIdentity, refuseOriginal } from '../file-identity.ts'
import { sha256Of } from '../sha256.ts'
import { systemCodeOf, toOutputError } from '../system-errors.ts'

export type Target = Pick<OutputJob, 'path' | 'partPath' | 'replaces'>

/**
 * Puts a complete file at `target.path`, or nothing: it is written to `target.partPath` in the same folder, flushed, and
 * then given its name. Whatever is at that name already stays, unless it has the same bytes (a run that is repeated after
 * a crash) or is the earlier result that `target.replaces` names by its SHA-256. Its folder must be there: one that was
 * renamed or unplugged meanwhile is never made anew here, where nobody would notice that the results are in two places.
 *
 * @returns The SHA-256 of the bytes, in hexadecimal.
 * @throws WhittleError with one of the `OUTPUT_…` codes.
 */
export async function placeFile(bytes: Buffer, target: Target, original: FileIdentity): Promise<string> {
  const sha256 = sha256Of(bytes)
  try {
    await refuseOriginal(target.path, original)
    await refuseOriginal(target.partPath, original)
    try {
      await writePart(bytes, target.partPath)
      await settle(target, sha256)
    } finally {
      // Gone already where it was renamed. One that cannot be removed now is removed by the next attempt.
      await removePart(target.partPath).catch(() => undefined)
    }
  } catch (error) {
    throw toOutputError(error)
  }
  return sha256
}

async function writePart(bytes: Buffer, partPath: string): Promise<void> {
  await removePart(partPath)
  const handle = await open(partPath, 'wx')
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** On Windows a virus scanner may hold a new file for a moment, hence the retries; elsewhere they never happen. */
async function removePart(partPath: string): Promise<void> {
  await rm(partPath, { force: true, maxRetries: 5 })
}

async function settle(target: Target, sha256: string): Promise<void> {
  if (await claim(target)) return
  const there = await hashOf(target.path)
  if (there === sha256) return
  if (there === undefined || there !== target.replaces) {
    throw new WhittleError('OUTPUT_EXISTS', { detail: target.path })
  }
  await rename(target.partPath, target.path)
}

/** Gives the part its final name if that is free. Without a race: only the file system can tell that it is free. */
async function claim({ path, partPath }: Target): Promise<boolean> {
  try {
    await link(partPath, path)
    return true
  } catch (error) {
    if (systemCodeOf(error) === 'EEXIST') return false
    return claimWithoutLinks(path, partPath)
  }
}

/**
 * For file systems without hard links (FAT, exFAT, some network shares): the name is taken by an empty file of our own,
 * over which the part is then renamed.
 */
async function claimWithoutLinks(path: string, partPath: string): Promise<boolean> {
  try {
    await (await open(path, 'wx')).close()
  } catch (error) {
    if (systemCodeOf(error) === 'EEXIST') return false
    throw error
  }
  try {
    await rename(partPath, path)
    return true
  } catch (error) {
    await rm(path, { force: true })
    throw error
  }
}

/** The SHA-256 of a regular file; `undefined` for anything else, links included: those are never ours. */
export async function hashOf(path: string): Promise<string | undefined> {
  return (await lstat(path)).isFile() ? sha256Of(await readFile(path)) : undefined
}
