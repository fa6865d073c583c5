import { readFile } from 'node:fs/promises'
import { codeOf } from '../../shared/code-of.ts'
import type { PoolPayload, PoolResult } from '../../shared/contract/pool.ts'
import { refuseOriginal } from './file-identity.ts'
import type { Job } from './job.ts'
import { hashOf, placeFile } from './output/place-file.ts'
import { syncFolders } from './output/sync-folders.ts'
import { sha256Of } from './sha256.ts'
import { identityOfFile } from './source/read-file.ts'

type RestoreFile = PoolPayload<'restore'>['files'][number]

/**
 * Puts results of earlier runs in place, by the same rules as new ones: nothing of anybody else's is replaced, nothing
 * is half there. The bytes are copied and never linked, or editing an output would damage the cache. What stands at its
 * place already is left alone.
 *
 * @returns Per file whether it is in place; `false` where the kept bytes are damaged or gone.
 * @throws WhittleError with one of the `INPUT_…` or `OUTPUT_…` codes; what was put in place before it stays.
 */
export async function restore(payload: PoolPayload<'restore'>, job: Job): Promise<PoolResult<'restore'>> {
  const original = await job.step('read', () => identityOfFile(payload.input))
  const placed: boolean[] = []
  const written: string[] = []
  for (const file of payload.files) {
    await refuseOriginal(file.path, original)
    if (await stands(file)) {
      placed.push(true)
      continue
    }
    const bytes = await keptBytes(file)
    placed.push(bytes !== undefined)
    if (bytes === undefined) continue
    await job.step('write', () => placeFile(bytes, file, original))
    written.push(file.path)
  }
  await syncFolders(written)
  return { placed }
}

/** Whether the very bytes are there already. */
async function stands({ path, sha256 }: RestoreFile): Promise<boolean> {
  return (await hashOf(path).catch(() => undefined)) === sha256
}

/** The kept bytes, checked; `undefined` where they are not what they were. */
async function keptBytes({ content, sha256 }: RestoreFile): Promise<Buffer | undefined> {
  try {
    const bytes = await readFile(content)
    return sha256Of(bytes) === sha256 ? bytes : undefined
  } catch (error) {
    if (codeOf(error) === '') throw error
    return undefined
  }
}
