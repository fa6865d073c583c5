import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { type BigIntStats, constants, createReadStream } from 'node:fs'
import { chmod, chown, copyFile, link, lstat, open, rename, rm, unlink, utimes } from 'node:fs/promises'
import { dirname } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { promisify } from 'node:util'
import { codeOf } from '../../shared/code-of.ts'

/** The status of what is at a path, links not followed; `undefined` where there is nothing. */
export async function statusOf(path: string): Promise<BigIntStats | undefined> {
  try {
    return await lstat(path, { bigint: true })
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return undefined
    throw error
  }
}

/** The SHA-256 of a regular file; `undefined` for anything else, also for nothing. */
export async function sha256Of(path: string): Promise<string | undefined> {
  if ((await statusOf(path))?.isFile() !== true) return undefined
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

/**
 * A second name for a file where the file system can do that, else a copy. A second name keeps the very file: owner,
 * times to the nanosecond, and whatever a program writes that has it open.
 */
export async function linkOrCopy(from: string, to: string): Promise<'link' | 'copy'> {
  try {
    await link(from, to)
    return 'link'
  } catch (error) {
    // Another drive, a file system without links, too many of them, or a system that forbids it.
    if (codeOf(error) === 'EEXIST' || codeOf(error) === 'ENOENT') throw error
    await copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE)
    return 'copy'
  }
}

/** Flushes a file to the disk. */
export async function syncFile(path: string): Promise<void> {
  const handle = await open(path)
  try {
    await handle.sync()
  } catch (error) {
    // Windows wants it open for writing, and has written through already when it was closed.
    if (codeOf(error) !== 'EPERM') throw error
  } finally {
    await handle.close()
  }
}

/** Makes the names in a folder survive a power cut, as far as the system can. */
export async function syncFolderOf(path: string): Promise<void> {
  await syncFile(dirname(path)).catch(() => undefined)
}

/** Gives a file a name that nobody has. `false` where somebody has it. */
export async function claim(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to)
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    return claimWithoutLinks(from, to)
  }
  await unlink(from)
  return true
}

/** The name is taken by an empty file first, over which the other is then renamed. */
async function claimWithoutLinks(from: string, to: string): Promise<boolean> {
  try {
    await (await open(to, 'wx')).close()
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
  try {
    await rename(from, to)
    return true
  } catch (error) {
    await rm(to, { force: true })
    throw error
  }
}

/** What is to be as it was. Times in nanoseconds since the epoch, as text, since JSON knows no integers of that size. */
export type Traits = {
  readonly mode: number
  readonly uid: number
  readonly gid: number
  readonly atimeNs: string
  readonly mtimeNs: string
}

export function traitsOf(status: BigIntStats): Traits {
  const { mode, uid, gid, atimeNs, mtimeNs } = status
  return {
    mode: Number(mode & 0o7777n),
    uid: Number(uid),
    gid: Number(gid),
    atimeNs: String(atimeNs),
    mtimeNs: String(mtimeNs),
  }
}

/** Gives a file the permissions and, where allowed, the owner of another. */
export async function applyOwner(path: string, { mode, uid, gid }: Traits): Promise<void> {
  // Only an administrator may give files away; the permissions come after it, since it may take some of them.
  await chown(path, uid, gid).catch(() => undefined)
  await chmod(path, mode)
}

/** Sets the times of a file, to the nanosecond where the system has a way. */
export async function applyTimes(path: string, { atimeNs, mtimeNs }: Traits): Promise<void> {
  await utimes(path, Number(atimeNs) / 1e9, Number(mtimeNs) / 1e9)
  // Node hands times over as doubles, which end at a fraction of a microsecond; `touch` does not.
  if ((await statusOf(path))?.mtimeNs === BigInt(mtimeNs)) return
  await promisify(execFile)('touch', ['-m', '-d', `@${secondsOf(mtimeNs)}`, '--', path]).catch(
    () => undefined,
  )
}

function secondsOf(ns: string): string {
  const digits = ns.padStart(10, '0')
  return `${digits.slice(0, -9)}.${digits.slice(-9)}`
}
