import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { app } from 'electron'
import type { WindowMemory } from '../windows/memory.ts'

const most = 8

/** Remembers the folders that paths are in, the latest first; `change` is called when the list did. */
export async function rememberFolders(
  memory: WindowMemory,
  paths: readonly string[],
  changed: () => void,
): Promise<void> {
  const folders = await Promise.all(paths.slice(0, most).map(folderOf))
  const known = folders.filter((folder) => folder !== undefined)
  if (known.length === 0) return
  for (const folder of known) app.addRecentDocument(folder)
  const before = memory.data.recentFolders
  memory.change({ recentFolders: [...new Set([...known, ...before])].slice(0, most) })
  changed()
}

async function folderOf(path: string): Promise<string | undefined> {
  const status = await stat(path).catch(() => undefined)
  if (status === undefined) return undefined
  return status.isDirectory() ? path : dirname(path)
}
