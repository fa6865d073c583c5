import type { BigIntStats } from 'node:fs'
import { stat } from 'node:fs/promises'
import { WhittleError } from '../../shared/errors.ts'
import { systemCodeOf, toOutputError } from './system-errors.ts'

/** Tells whether two paths lead to one file. In full precision: Windows' file ids do not fit into a double. */
export type FileIdentity = { readonly device: bigint; readonly inode: bigint }

export function identityOf(stats: BigIntStats): FileIdentity {
  return { device: stats.dev, inode: stats.ino }
}

/**
 * Makes sure that a path about to be written, replaced or removed does not lead to the original: by its own name, by
 * another spelling of it on a file system that ignores case, or through a link.
 *
 * @throws WhittleError `OUTPUT_IS_ORIGINAL`, or what the system says about the path.
 */
export async function refuseOriginal(path: string, original: FileIdentity): Promise<void> {
  const there = await stat(path, { bigint: true }).catch(ignoreAbsent)
  if (there === undefined || there.dev !== original.device || there.ino !== original.inode) return
  throw new WhittleError('OUTPUT_IS_ORIGINAL', { detail: path })
}

function ignoreAbsent(error: unknown): undefined {
  // ENOTDIR and ELOOP: the path leads nowhere, so not to the original either; writing will say what is wrong.
  const code = systemCodeOf(error)
  if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'ELOOP') return undefined
  throw toOutputError(error)
}
