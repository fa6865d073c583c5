import { open } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Makes the names of finished files survive a power cut. As far as the system can: Windows cannot open a folder and
 * some network file systems refuse, and there the files themselves are flushed all the same.
 */
export async function syncFolders(paths: readonly string[]): Promise<void> {
  for (const folder of new Set(paths.map((path) => dirname(path)))) {
    try {
      const handle = await open(folder)
      try {
        await handle.sync()
      } finally {
        await handle.close()
      }
    } catch {
      // Best effort: see above.
    }
  }
}
