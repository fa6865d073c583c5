import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { nameWith } from './naming.ts'

/**
 * Where results go unless somebody says otherwise: a new folder beside what was given, so that they are easy to
 * find and originals are never among them. Where that place cannot be written to, a folder in the home folder.
 */
export async function defaultOutDir(paths: readonly string[]): Promise<string> {
  const first = paths[0] ?? homedir()
  const oneFolder = paths.length === 1 && (await isFolder(first))
  const parent = dirname(first)
  // The root folder has no name.
  const folder = oneFolder ? basename(first) : ''
  const name = folder === '' ? 'optimized' : nameWith(folder, '-optimized')
  return (await isWritable(parent)) ? join(parent, name) : join(homedir(), 'Whittle', name)
}

/** The folder that the first of these paths is, or is in. */
export async function folderOf([first = homedir()]: readonly string[]): Promise<string> {
  return (await isFolder(first)) ? first : dirname(first)
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (status) => status.isDirectory(),
    () => false,
  )
}

async function isWritable(path: string): Promise<boolean> {
  return access(path, constants.W_OK).then(
    () => true,
    () => false,
  )
}
