import { outputFormats } from '../../shared/formats.ts'
import type { Item, Probe } from '../../shared/model/item.ts'

/** Formats of originals that a browser draws from the file itself. SVG is left out: it could be slow on purpose. */
const drawable: Partial<Record<Probe['format'], string>> = {
  jpeg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
  gif: 'image/gif',
  avif: 'image/avif',
}

/** A window that decodes more than this in one picture would stand still: 100 megapixels are 400 MB of pixels. */
const mostPixels = 100_000_000

/** The MIME type under which a file can be shown as it is; `undefined` where a preview has to stand for it. */
export function shownAsIs(item: Item, output: number | undefined): string | undefined {
  if (output !== undefined) {
    const result = item.outputs.find((one) => one.index === output)
    if (result === undefined || result.width * result.height > mostPixels) return undefined
    return outputFormats[result.format].mime
  }
  const { probe } = item
  if (probe === undefined || probe.width * probe.height > mostPixels) return undefined
  return drawable[probe.format]
}
