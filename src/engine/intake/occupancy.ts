import { createHash } from 'node:crypto'
import { createReadStream, type Dirent } from 'node:fs'
import { lstat, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { KnownFilesPort, OwnedOutput } from '../ports.ts'
import type { Occupancy } from './output-names.ts'

/**
 * Reads what stands in an output folder. A file counts as ours only when the manifest lists it and its bytes are
 * still those we wrote: whatever somebody changed since then is theirs.
 *
 * @param files Spares reading what has not changed since it was read last.
 */
export function readOccupancy(owned: ReadonlyMap<string, OwnedOutput>, files?: KnownFilesPort): Occupancy {
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
        const status = await lstat(path, { bigint: true })
        // A link is never ours, and a pipe would block whoever opens it.
        if (!status.isFile() || status.size !== BigInt(bytes)) return false
        if ((await files?.isKnownAs(path, sha256)) === true) return true
        const found = await sha256Of(path)
        await files?.remember(status, found)
        return found === sha256
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
