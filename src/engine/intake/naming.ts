import { extname } from 'node:path'
import type { OutputFormat } from '../../shared/formats.ts'
import { fillTemplate } from '../../shared/recipe/index.ts'

/** Longest file name in bytes on ext4, XFS, Btrfs, APFS and NTFS alike (NTFS counts UTF-16 units, which are fewer). */
const maxNameBytes = 255

export type NameParts = {
  /** File name of the original. */
  readonly original: string
  /** Pixels. */
  readonly width: number
  readonly height: number
  readonly format: OutputFormat
  /** Without the dot. */
  readonly extension: string
}

/**
 * Path of an output, relative to the output folder of its original and with forward slashes: `name-640w.webp` by the
 * default template. With `attempt` 2 and above a counter is added, for names that are taken. The stem is shortened
 * where a name would be longer than a file system allows.
 *
 * @param template - Without `{dir}`, see `naming` in `shared/recipe`.
 */
export function outputName(
  { original, width, height, format, extension }: NameParts,
  template: string,
  attempt = 1,
): string {
  const stem = original.slice(0, original.length - extname(original).length)
  const values = { dir: '', width: String(width), height: String(height), format, ext: extension }
  const parts = template.split('/')
  return parts
    .map((part, index) => {
      const isFile = index === parts.length - 1
      // The validated template ends with the extension.
      const numbered = isFile ? part.replace(/\.\{ext\}$/, `${counter(attempt)}.{ext}`) : part
      const rest = Buffer.byteLength(fillTemplate(numbered, { ...values, name: '' }))
      const uses = numbered.split('{name}').length - 1
      const room = uses === 0 ? 0 : Math.floor((maxNameBytes - rest) / uses)
      const filled = fillTemplate(numbered, { ...values, name: shorten(stem, room) })
      // An original called `...jpg` must not lead out of its folder.
      return isFile || /[^.]/.test(filled) ? filled : '_'
    })
    .join('/')
}

/** Name of the folder for what was in the folder `original`; `attempt` as in {@link outputName}. */
export function folderName(original: string, attempt = 1): string {
  return nameWith(original, counter(attempt))
}

/** `stem` and `ending` together, the stem shortened as far as that takes. */
export function nameWith(stem: string, ending: string): string {
  return shorten(stem, maxNameBytes - Buffer.byteLength(ending)) + ending
}

/**
 * What two paths are compared by: macOS and Windows ignore case, macOS also how accents are composed, so names that
 * differ only in those are the same file somewhere. Upper case, since it tells fewer apart: ς and σ, ß and ss.
 */
export function collisionKey(path: string): string {
  return path.normalize('NFD').toUpperCase().normalize('NFC')
}

function counter(attempt: number): string {
  return attempt === 1 ? '' : `-${attempt}`
}

/** Cuts at a character boundary. */
function shorten(text: string, bytes: number): string {
  if (Buffer.byteLength(text) <= bytes) return text
  let result = ''
  let used = 0
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    used += Buffer.byteLength(segment)
    if (used > bytes) break
    result += segment
  }
  return result
}
