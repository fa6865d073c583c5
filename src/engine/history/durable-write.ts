import { open, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { codeOf } from '../../shared/code-of.ts'
import { backupSuffix, partSuffix } from './shard-name.ts'

/**
 * Replaces a file so that at any moment, power cuts included, it or its backup is complete: the new text is
 * written beside it and flushed to the disk, the old file becomes the backup, the new one takes its place.
 *
 * lowdb's own writer renames too, but it flushes nothing and keeps no copy: after a power cut the file may be empty.
 *
 * @throws the file system's error; the file is then as it was.
 */
export async function writeDurably(path: string, text: string): Promise<void> {
  const part = path + partSuffix
  try {
    await writeFile(part, text, { flush: true })
    await replace(path, path + backupSuffix).catch(ignoreMissing)
    await replace(part, path)
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined)
    throw error
  }
  await flushFolder(dirname(path))
}

/** Makes the renames last. Windows cannot open a folder, and flushes its own journal. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const retries = 5
const busyCodes = new Set(['EPERM', 'EACCES', 'EBUSY'])

/** Renames. On Windows a virus scanner or an indexer may hold a fresh file for a moment, so it is tried again. */
async function replace(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await rename(from, to)
    } catch (error) {
      const busy = process.platform === 'win32' && busyCodes.has(codeOf(error))
      if (!busy || attempt === retries) throw error
      await delay(attempt * 50)
    }
  }
}

function ignoreMissing(error: unknown): void {
  if (codeOf(error) !== 'ENOENT') throw error
}
