import { outputFormats } from '../../../shared/formats.ts'
import type { Item } from '../../../shared/model/item.ts'
import type { OutputResult } from '../../../shared/model/output.ts'
import { lastSegment } from '../../format.ts'

/** In the order in which a browser is to be offered them; the last one is what every browser can show. */
const offered = Object.entries(outputFormats)

/**
 * A `<picture>` element for the files made from an image: one source per format with all its widths, the most widely
 * understood format as the fallback. Addresses are file names, to be put behind the folder they are served from.
 */
export function pictureMarkup(item: Item): string {
  const sources = offered
    .map(([format, { mime }]) => ({ mime, outputs: widest(item.outputs, format) }))
    .filter(({ outputs }) => outputs.length > 0)
  const fallback = sources.at(-1)?.outputs.at(-1)
  if (fallback === undefined) return ''
  const lines = sources.map(
    ({ mime, outputs }) =>
      `  <source type="${mime}" srcset="${outputs.map(candidate).join(', ')}" sizes="100vw">`,
  )
  const { width, height } = fallback
  const image = `  <img src="${address(fallback)}" width="${width}" height="${height}" alt="" loading="lazy" decoding="async">`
  return ['<picture>', ...lines, image, '</picture>'].join('\n')
}

/** One file per width, the narrowest first. */
function widest(outputs: readonly OutputResult[], format: string): OutputResult[] {
  const byWidth = new Map(
    outputs.filter((output) => output.format === format).map((output) => [output.width, output]),
  )
  return [...byWidth.values()].toSorted((a, b) => a.width - b.width)
}

function candidate(output: OutputResult): string {
  return `${address(output)} ${output.width}w`
}

/** Commas and spaces would end a candidate, quotes the attribute. */
function address(output: OutputResult): string {
  return encodeURIComponent(lastSegment(output.path)).replaceAll("'", '%27')
}
