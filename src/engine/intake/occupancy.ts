import { createHash } from 'node:crypto'
import { createReadStream, type Dirent } from 'node:fs'
import { lstat, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { OwnedOutput } from '../ports.ts'
import type { Occupancy } from './output-names.ts'

/**
 * Reads what stands in an output folder. A file counts as ours only when the manifest lists it and its bytes are
 * still those we wrote: whatever somebody changed since then is theirs.
 */
export function readOccupancy(owned: ReadonlyMap<string, OwnedOutput>): Occupancy {
  return {
    entries: async (folder) => {
      try {
        const entries = await readdir(folder, { withFileTypes: true })
        return await Promise.all(
          entries.map(async (entry) => ({ name: entry.name, isFolder: await isFolder(folder, entry) })),
        )
      } catch {
        // Missing is the usual case; one that cannot be read cannot be written to either, which is reported there.
        return []
      }
    },
    owned: (path) => owned.get(path),
    isUnchanged: async (path, { sha256, bytes }) => {
      try {
        const status = await lstat(path)
        // A link is never ours, and a pipe would block whoever opens it.
        return status.isFile() && status.size === bytes && (await sha256Of(path)) === sha256
      } catch {
        return false
      }
    },
  }
}

async function isFolder(folder: string, entry: Dirent): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isDirectory()
  return stat(join(folder, entry.name)).then(
    (status) => status.isDirectory(),
    () => false,
  )
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
