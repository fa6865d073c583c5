import { stat, statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Drive } from '../../shared/model/monitor.ts'

export type FoundDrive = Drive & { readonly device: number }

/** The file systems that hold these folders, each once. A folder that is not there yet counts as its parent. */
export async function findDrives(folders: readonly string[]): Promise<FoundDrive[]> {
  const found = new Map<number, FoundDrive>()
  for (const folder of folders) {
    const drive = await findDrive(folder)
    if (drive !== undefined && !found.has(drive.device)) found.set(drive.device, drive)
  }
  return [...found.values()]
}

async function findDrive(folder: string): Promise<FoundDrive | undefined> {
  for (let path = folder; ; path = dirname(path)) {
    try {
      const [{ dev }, { bavail, blocks, bsize }] = await Promise.all([stat(path), statfs(path)])
      return { path, device: dev, freeBytes: bavail * bsize, totalBytes: blocks * bsize }
    } catch {
      if (dirname(path) === path) return undefined
    }
  }
}
