import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import { openPromise } from 'yauzl'

const FILE_TYPE = 0o170000
const SYMBOLIC_LINK = 0o120000

/**
 * Extracts part of a zip file.
 *
 * @param {string} zipPath
 * @param {string} folder everything ends up inside; it need not exist
 * @param {(name: string) => string | undefined} place gives a file's path inside `folder`, or nothing to
 *   leave it out
 * @returns {Promise<number>} how many files were written
 * @throws when a path leads out of the folder, when a link or a second file with the same path is met, when
 *   the zip is damaged
 */
export async function extractZip(zipPath, folder, place) {
  const root = path.resolve(folder)
  const zip = await openPromise(zipPath)
  let written = 0
  try {
    // yauzl itself refuses absolute names and names with `..`; what `place` makes of them is checked here.
    for await (const entry of zip.eachEntry()) {
      if (entry.fileName.endsWith('/')) continue
      const relative = place(entry.fileName)
      if (relative === undefined) continue
      const target = path.resolve(root, relative)
      if (!target.startsWith(root + path.sep)) throw new Error(`${entry.fileName} leads out of ${root}`)
      // The upper half holds the Unix mode, where the zip was made on Unix.
      const mode = entry.externalFileAttributes >>> 16
      if ((mode & FILE_TYPE) === SYMBOLIC_LINK) throw new Error(`${entry.fileName} is a symbolic link`)

      await mkdir(path.dirname(target), { recursive: true })
      const permissions = mode & 0o111 ? 0o755 : 0o644
      await pipeline(
        await zip.openReadStreamPromise(entry),
        createWriteStream(target, { flags: 'wx', mode: permissions }),
      )
      written += 1
    }
  } finally {
    zip.close()
  }
  return written
}
