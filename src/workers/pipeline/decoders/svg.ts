import { WhittleError } from '../../../shared/errors.ts'
import type { Decoder } from './decoder.ts'

/** An SVG of 60 MB took librsvg over a minute and 6 GB of memory; real drawings stay far below this. */
const mostBytes = 10 * 1024 * 1024

/** How far into the file the root element is searched. Illustrator's prologues, with their entities, take a few KB. */
const prologueBytes = 64 * 1024

export const svg: Decoder = {
  format: 'svg',
  // There is no telling it from other XML by magic bytes: see `isSvg`.
  mediaTypes: [],
  guard: (bytes) => {
    if (bytes.length > mostBytes) {
      throw new WhittleError('INPUT_TOO_LARGE', {
        message: 'The SVG is larger than the limit.',
        detail: `${bytes.length} bytes; the limit for SVG is ${mostBytes} bytes.`,
      })
    }
    // libvips goes by these four letters and would call anything else damaged.
    if (!bytes.includes('<svg')) {
      throw new WhittleError('INPUT_UNSUPPORTED', {
        message: 'This SVG is encoded as UTF-16 or gives its elements a prefix, which is not supported.',
      })
    }
  },
  droppedPages: 'pages-dropped',
}

/** Whether the root element of an XML document is `svg`; an HTML page with a drawing in it is not one. */
export function isSvg(bytes: Buffer): boolean {
  const text = decodeText(bytes.subarray(0, prologueBytes))
  // Each alternative ends at its first terminator, so that no text makes the search backtrack far.
  const misc = /(?:\s+|<\?[\s\S]*?\?>|<!--[\s\S]*?-->|<!DOCTYPE[^[>]*(?:\[[^\]]*\]\s*)?>)*/y
  const root = /<(?:[\w.-]+:)?svg[\s/>]/y
  misc.test(text)
  root.lastIndex = misc.lastIndex
  return root.test(text)
}

/** XML is UTF-8 unless it begins with the mark of UTF-16. The decoder drops the mark. */
function decodeText(bytes: Buffer): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe
  return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes)
}
