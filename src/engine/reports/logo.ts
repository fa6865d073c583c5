import { readFile, stat } from 'node:fs/promises'
import { WhittleError } from '../../shared/errors.ts'

/** A report is handed on by mail: a picture of more bytes does not belong into its head. */
const maxBytes = 1_000_000

/** What files begin with, by their type. WebP is a RIFF file that says so after its length. */
const signatures: readonly { readonly mime: string; readonly matches: (bytes: Buffer) => boolean }[] = [
  {
    mime: 'image/png',
    matches: (bytes) => bytes.subarray(0, 8).equals(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')),
  },
  { mime: 'image/jpeg', matches: (bytes) => bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff },
  { mime: 'image/gif', matches: (bytes) => /^GIF8[79]a/.test(bytes.toString('latin1', 0, 6)) },
  { mime: 'image/webp', matches: (bytes) => /^RIFF[\s\S]{4}WEBP/.test(bytes.toString('latin1', 0, 12)) },
  // A browser runs no script of an SVG in an <img> and loads nothing for it.
  {
    mime: 'image/svg+xml',
    matches: (bytes) =>
      /^\uFEFF?\s*<(\?xml|!--|!DOCTYPE svg|svg\b)/i.test(bytes.toString('utf8', 0, 1_000)) &&
      bytes.includes('<svg'),
  },
]

/**
 * The picture as a `data:` address, recognized by what it holds.
 *
 * @param path Absolute.
 * @throws WhittleError `LOGO_UNUSABLE`
 */
export async function readLogo(path: string): Promise<string> {
  try {
    const status = await stat(path)
    if (!status.isFile()) throw new Error('It is no file.')
    if (status.size > maxBytes) throw new Error(`It has ${status.size} bytes.`)
    const bytes = await readFile(path)
    const type = signatures.find(({ matches }) => matches(bytes))
    if (type === undefined) throw new Error('It is none of these formats.')
    return `data:${type.mime};base64,${bytes.toString('base64')}`
  } catch (cause) {
    throw new WhittleError('LOGO_UNUSABLE', { detail: `${path}: ${String(cause)}`, cause })
  }
}
