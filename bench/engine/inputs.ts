import { cpSync, mkdirSync, readdirSync } from 'node:fs'
import { join, parse, resolve } from 'node:path'

/** What every program that Whittle is compared with can read. */
const readable = /\.(jpe?g|png|webp)$/i

/** What all sides of a benchmark read: a folder of copies, so that their bytes are in memory and nobody pays for a disk. */
export type Inputs = { readonly folder: string; readonly files: readonly string[] }

/**
 * Copies the images of a folder and all in it.
 *
 * @param most - At most so many, the first by name.
 * @throws when there are none.
 */
export function gatherInputs(from: string, into: string, most: number): Inputs {
  const found = readdirSync(from, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && readable.test(entry.name))
    .map((entry) => resolve(entry.parentPath, entry.name))
    .sort()
    .slice(0, most)
  if (found.length === 0) throw new Error(`There is no JPEG, PNG or WebP in ${from}`)
  mkdirSync(into, { recursive: true })
  const files = found.map((file, index) => {
    const { name, ext } = parse(file)
    const copy = join(
      into,
      `${String(index).padStart(3, '0')}-${name.replaceAll(/[^\w-]/g, '_')}${ext.toLowerCase()}`,
    )
    cpSync(file, copy)
    return copy
  })
  return { folder: into, files }
}
