import { type BigIntStats, constants, type Stats } from 'node:fs'
import { type FileHandle, open, stat } from 'node:fs/promises'
import type { InputLimits } from '../../../shared/contract/pool.ts'
import { WhittleError } from '../../../shared/errors.ts'
import { fileStamp } from '../../../shared/file-stamp.ts'
import { type FileIdentity, identityOf } from '../file-identity.ts'
import { toInputError } from '../system-errors.ts'

/** An original in memory. Nothing reads its path a second time, so that whatever happens to it meanwhile cannot hurt. */
export type SourceFile = {
  readonly bytes: Buffer
  /** Which file it is, whatever name leads to it. */
  readonly identity: FileIdentity
  /** What tells, without reading it, that it is still the same file with the same bytes; taken before it was read. */
  readonly stamp: string
}

/** Node reads at most 2 GiB − 1 at once. */
const largestRead = 2 ** 30

/**
 * Reads an original, once and completely. Follows links; opens nothing but regular files, since a named pipe or a
 * device can block its reader for ever.
 *
 * @param limits - `inputBytes`: the largest file that is read, in bytes.
 * @throws WhittleError with one of the `INPUT_…` codes.
 */
export async function readSourceFile(path: string, limits: InputLimits): Promise<SourceFile> {
  try {
    refuseIrregular(await stat(path))
    // Without blocking: what was a regular file a moment ago may be a pipe by now. Windows has no such flag.
    const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0))
    try {
      return await readOpened(handle, limits)
    } finally {
      await handle.close()
    }
  } catch (error) {
    throw toInputError(error)
  }
}

async function readOpened(handle: FileHandle, limits: InputLimits): Promise<SourceFile> {
  const stats = await handle.stat({ bigint: true })
  refuseIrregular(stats)
  const size = Number(stats.size)
  if (size === 0) throw new WhittleError('INPUT_EMPTY')
  if (size > limits.inputBytes) {
    throw new WhittleError('INPUT_TOO_LARGE', {
      message: 'The file is larger than the limit.',
      detail: `${size} bytes; the limit is ${limits.inputBytes} bytes.`,
    })
  }
  const bytes = await readBytes(handle, size)
  const after = await handle.stat({ bigint: true })
  // Half of the old bytes and half of the new ones may well decode. A link or a permission changes neither number.
  if (after.size !== stats.size || after.mtimeNs !== stats.mtimeNs) {
    throw new WhittleError('INPUT_CHANGED', { detail: 'Something wrote to it while it was read.' })
  }
  return { bytes, identity: identityOf(stats), stamp: fileStamp(stats) }
}

/**
 * Which file a path leads to, without opening it.
 *
 * @throws WhittleError with one of the `INPUT_…` codes.
 */
export async function identityOfFile(path: string): Promise<FileIdentity> {
  try {
    const stats: BigIntStats = await stat(path, { bigint: true })
    refuseIrregular(stats)
    return identityOf(stats)
  } catch (error) {
    throw toInputError(error)
  }
}

/** Reads up to `size` bytes; fewer when the file has become shorter. */
async function readBytes(handle: FileHandle, size: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(size)
  let filled = 0
  while (filled < size) {
    const { bytesRead } = await handle.read(bytes, filled, Math.min(size - filled, largestRead), filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  if (filled === 0) throw new WhittleError('INPUT_EMPTY')
  return bytes.subarray(0, filled)
}

type Kind = Pick<Stats | BigIntStats, 'isFile' | 'isDirectory' | 'isFIFO' | 'isSocket'>

function refuseIrregular(kind: Kind): void {
  if (kind.isFile()) return
  throw new WhittleError('INPUT_NOT_A_FILE', { detail: `It is a ${nameOf(kind)}.` })
}

function nameOf(kind: Kind): string {
  if (kind.isDirectory()) return 'folder'
  if (kind.isFIFO()) return 'named pipe'
  return kind.isSocket() ? 'socket' : 'device'
}
