import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { SetupError } from '../lib/messages.mjs'

/**
 * Checks a file against an npm integrity value.
 *
 * @param {string} file
 * @param {string} integrity such as `sha512-…`, one algorithm and its digest in base64
 * @throws {SetupError} when the file is another
 */
export async function verifyIntegrity(file, integrity) {
  const [algorithm = '', expected] = integrity.split(/-(.*)/s)
  const hash = createHash(algorithm)
  await pipeline(createReadStream(file), hash)
  const found = hash.digest('base64')
  if (found !== expected) {
    throw new SetupError(
      `${file} is not the file it should be and was not used.\n` +
        `  expected ${integrity}\n  found    ${algorithm}-${found}`,
    )
  }
}
