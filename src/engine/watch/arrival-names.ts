import { basename, extname, relative, sep } from 'node:path'
import { manifestFileName } from '../../shared/manifest-name.ts'

/** What browsers and other programs call a file that is still being written. */
const partial = new Set(
  '.part .partial .crdownload .download .opdownload .tmp .temp .filepart .aria2 .!ut .swp .lock'.split(' '),
)

/** Whether a path below a watched folder is never an original: hidden, unfinished, or in the folder of the results. */
export function isIgnored(path: string, { folder, outDir }: { folder: string; outDir: string }): boolean {
  if (path === folder) return false
  if (outDir !== folder && isAtOrBelow(path, outDir)) return true
  const name = basename(path)
  if (name === manifestFileName || partial.has(extname(name).toLowerCase())) return true
  return relative(folder, path)
    .split(sep)
    .some((part) => part.startsWith('.') || part.startsWith('~$') || part.endsWith('~'))
}

function isAtOrBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep)
}
