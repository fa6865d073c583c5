import { randomUUID } from 'node:crypto'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type FileIdentity, refuseOriginal } from '../file-identity.ts'
import { toOutputError } from '../system-errors.ts'

/**
 * Puts a file of our own cache in place, over an older one. Readers see the old or the new file, never a part of one; it
 * is not flushed, since a cache can be made again.
 *
 * @throws WhittleError with one of the `OUTPUT_…` codes.
 */
export async function replaceFile(bytes: Buffer, path: string, original: FileIdentity): Promise<void> {
  const partPath = `${path}.${randomUUID()}.part`
  try {
    await refuseOriginal(path, original)
    await mkdir(dirname(path), { recursive: true })
    try {
      await writeFile(partPath, bytes, { flag: 'wx' })
      await rename(partPath, path)
    } catch (error) {
      await rm(partPath, { force: true })
      throw error
    }
  } catch (error) {
    throw toOutputError(error)
  }
}
