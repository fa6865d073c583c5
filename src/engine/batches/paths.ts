import { isAbsolute, relative, sep } from 'node:path'

/** Whether `path` lies in the folder, at any depth; not the folder itself. Both absolute. */
export function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}
