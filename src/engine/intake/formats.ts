import { extname } from 'node:path'
import { type InputFormat, type OutputFormat, outputFormats } from '../../shared/formats.ts'
import type { Probe } from '../../shared/model/item.ts'
import type { RecipeFormat } from '../../shared/recipe/index.ts'

type Facts = Pick<Probe, 'format' | 'pages' | 'hasAlpha' | 'animated'>

/** Spellings of extensions that mean the format as well as our own does. */
const spellings: Readonly<Partial<Record<OutputFormat, readonly string[]>>> = {
  jpeg: ['jpg', 'jpeg', 'jpe', 'jfif'],
  tiff: ['tif', 'tiff'],
}

/**
 * The formats that an output may come out in, the likeliest first. One, unless the recipe leaves the choice to what is
 * smallest; then those that suit the image.
 *
 * @param lossless - No pixel may change.
 */
export function candidateFormats(wanted: RecipeFormat, source: Facts, lossless: boolean): OutputFormat[] {
  if (wanted === 'original') return [ownFormat(source.format)]
  if (wanted !== 'auto') return [wanted]
  // A drawing has no pixels to lose: making it smaller as one beats every picture of it.
  if (source.format === 'svg') return ['svg']
  const own = isOutputFormat(source.format) ? [source.format] : []
  return [...new Set([...suited(source, lossless), ...own])].filter(
    (format) => !lossless || outputFormats[format].lossless || format === source.format,
  )
}

function suited(source: Facts, lossless: boolean): OutputFormat[] {
  if (isMoving(source)) return ['webp', 'gif']
  if (lossless) return ['webp', 'png']
  return source.hasAlpha ? ['avif', 'webp', 'png'] : ['avif', 'webp', 'jpeg', 'png']
}

/** What "the same format" is: for formats that nobody can encode here the nearest one that browsers show. */
function ownFormat(format: InputFormat): OutputFormat {
  if (isOutputFormat(format)) return format
  // HEIC compresses like AVIF; the others are uncompressed or lossless.
  return format === 'heic' || format === 'jxl' || format === 'jp2' ? 'avif' : 'png'
}

/** The original's own spelling where it fits: `IMG.JPEG` stays `.JPEG`. */
export function extensionFor(format: OutputFormat, original: string): string {
  const { extension } = outputFormats[format]
  const own = extname(original).slice(1)
  const known = spellings[format] ?? [extension]
  return known.includes(own.toLowerCase()) ? own : extension
}

/** Whether its frames can be kept. What older versions wrote down does not say. */
export function isMoving({ animated, format, pages }: Facts): boolean {
  return animated ?? (pages > 1 && (format === 'gif' || format === 'webp'))
}

function isOutputFormat(format: string): format is OutputFormat {
  return Object.hasOwn(outputFormats, format)
}
