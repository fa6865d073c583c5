import { basename, dirname, isAbsolute, relative, sep } from 'node:path'
import type { Item } from '../../shared/model/item.ts'

/**
 * The items as they may leave the machine: originals by the name that people see, outputs by their path below the output
 * folder, and no folder in what was said about them.
 *
 * @param outDir Absolute.
 */
export function withoutFolders(items: readonly Item[], outDir: string): Item[] {
  return items.map((item) => {
    const folders = [outDir, dirname(item.input), ...item.outputs.map(({ path }) => dirname(path))]
    return {
      ...item,
      input: item.name,
      outputs: item.outputs.map((output) => ({
        ...output,
        path: nameBelow(outDir, output.path),
        ...(output.reason === undefined ? {} : { reason: withoutPaths(output.reason, folders) }),
      })),
      ...(item.error === undefined
        ? {}
        : { error: { ...item.error, message: withoutPaths(item.error.message, folders) } }),
    }
  })
}

/** A path below a folder with forward slashes; of a file elsewhere its name alone. */
function nameBelow(folder: string, path: string): string {
  const below = relative(folder, path)
  const inside = below !== '' && !isAbsolute(below) && below !== '..' && !below.startsWith(`..${sep}`)
  return inside ? below.split(sep).join('/') : basename(path)
}

/** An absolute path of at least two parts, up to a space or a quotation mark; of any system. */
const anyPath = /(?<![\w.…/])(?:\/[^/\s"'“”<>|]+){2,}\/?|\b[A-Za-z]:[\\/][^\s"'“”<>|]*/g

/**
 * A sentence in which no folder of this machine is named: of a path only its last part stays. Folders that are known may
 * hold spaces; what looks like a path besides them goes too.
 */
export function withoutPaths(text: string, folders: readonly string[]): string {
  return [...new Set(folders)]
    .sort((a, b) => b.length - a.length)
    .reduce((left, folder) => left.replaceAll(folder + sep, '').replaceAll(folder, basename(folder)), text)
    .replaceAll(anyPath, (path) => path.split(/[\\/]/).filter(Boolean).at(-1) ?? '')
}
