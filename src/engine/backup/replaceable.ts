import type { BigIntStats } from 'node:fs'
import { WhittleError } from '../../shared/errors.ts'
import { statusOf } from './files.ts'

/**
 * The status of a file that may be replaced.
 *
 * @throws WhittleError `IN_PLACE_SHARED` for a link, and for a file with several names: replacing one of them would
 *   leave the others behind, or change what somebody else sees; `IN_PLACE_READ_ONLY`; `INPUT_MISSING`,
 *   `INPUT_NOT_A_FILE`.
 */
export async function statusOfReplaceable(path: string): Promise<BigIntStats> {
  const status = await statusOf(path)
  if (status === undefined) throw new WhittleError('INPUT_MISSING', { detail: path })
  if (status.isSymbolicLink()) throw new WhittleError('IN_PLACE_SHARED', { detail: `${path} is a link.` })
  if (!status.isFile()) throw new WhittleError('INPUT_NOT_A_FILE', { detail: path })
  if (status.nlink > 1n) {
    throw new WhittleError('IN_PLACE_SHARED', {
      detail: `${path} is one of ${status.nlink} names of the file.`,
    })
  }
  // By the permissions and not by asking the system: an administrator may write to everything.
  if ((status.mode & 0o222n) === 0n) throw new WhittleError('IN_PLACE_READ_ONLY', { detail: path })
  return status
}
