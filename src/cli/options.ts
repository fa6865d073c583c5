import { InvalidArgumentError } from 'commander'
import type { ReportFormat } from '../shared/contract/engine.ts'
import { reportFormatSchema } from '../shared/contract/engine.ts'
import { type OutputFormat, outputFormatSchema, outputFormats } from '../shared/formats.ts'
import { recipeSchema, type Size, sizeSchema } from '../shared/recipe.ts'
import { settingsSchema } from '../shared/settings.ts'

/**
 * One parser per kind of option value. Each throws commander's `InvalidArgumentError`, to which commander adds
 * the option's name and the value.
 */

/** `auto` leaves the recipe's effort. */
export type EffortChoice = number | 'auto'

const spellings: Readonly<Record<string, string>> = { jpg: 'jpeg' }
const qualityRange = { min: 1, max: 100 }
const largestConcurrency = 256
const largestEffort = Math.max(...Object.values(outputFormats).map((traits) => traits.effort?.max ?? 0))

/** "avif,webp,jpeg", in any order, none twice. */
export function parseFormats(value: string): OutputFormat[] {
  const formats = listed(value, 'formats').map((entry) => {
    const lower = entry.toLowerCase()
    const parsed = outputFormatSchema.safeParse(spellings[lower] ?? lower)
    if (parsed.success) return parsed.data
    throw new InvalidArgumentError(
      `"${entry}" is not a format; choose from ${outputFormatSchema.options.join(', ')}.`,
    )
  })
  return withoutDoubles(formats, (format) => format)
}

/** "640x480,1280x720,original": boxes in pixels to fit into, and `original` for the source's own dimensions. */
export function parseSizes(value: string): Size[] {
  const sizes = listed(value, 'sizes').map(parseSize)
  const parsed = recipeSchema.shape.sizes.safeParse(sizes)
  if (!parsed.success) throw new InvalidArgumentError('At most 24 sizes are possible.')
  return withoutDoubles(parsed.data, sizeText)
}

/** A quality on the encoders' scale, 1–100. */
export function parseQuality(value: string): number {
  return wholeNumber(value, qualityRange)
}

/** `auto` or a whole number; whether a format knows that effort is checked once the formats are known. */
export function parseEffort(value: string): EffortChoice {
  if (value === 'auto') return 'auto'
  return wholeNumber(value, { min: 0, max: largestEffort }, '"auto" or ')
}

/** Most images at once, 1–256. */
export function parseConcurrency(value: string): number {
  const parsed = wholeNumber(value, { min: 1, max: largestConcurrency })
  return settingsSchema.shape.concurrency.parse(parsed)
}

const byteUnits: Readonly<Record<string, number>> = { B: 1, KB: 1e3, MB: 1e6, GB: 1e9 }
/** Node and idle workers alone need about this much. */
const leastBudget = 256e6

/** An amount of memory, "600MB" or "2GB"; a bare number is megabytes. At least 256 MB. */
export function parseBytes(value: string): number {
  const [, amount = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(value.trim()) ?? []
  const factor = byteUnits[unit.toUpperCase() || 'MB']
  const bytes = Math.round(Number(amount) * (factor ?? Number.NaN))
  if (amount === '' || !Number.isSafeInteger(bytes)) {
    throw new InvalidArgumentError('Write an amount such as 600MB or 2GB.')
  }
  if (bytes < leastBudget) throw new InvalidArgumentError('It must be at least 256 MB.')
  return bytes
}

/** "json,html", none twice. */
export function parseReportFormats(value: string): ReportFormat[] {
  const formats = listed(value, 'formats').map((entry) => {
    const parsed = reportFormatSchema.safeParse(entry.toLowerCase())
    if (parsed.success) return parsed.data
    throw new InvalidArgumentError(
      `"${entry}" is not a report format; choose from ${reportFormatSchema.options.join(', ')}.`,
    )
  })
  return withoutDoubles(formats, (format) => format)
}

/** A path that is not empty; an empty one would silently mean the current folder. */
export function parsePath(value: string): string {
  if (value === '') throw new InvalidArgumentError('A path cannot be empty.')
  return value
}

/** Several paths; commander hands them over one by one. */
export function collectPath(value: string, earlier: readonly string[] | undefined): string[] {
  return [...(earlier ?? []), parsePath(value)]
}

/** A size as it is written on the command line. */
export function sizeText(size: Size): string {
  return size === 'original' ? 'original' : `${size.width}x${size.height}`
}

function parseSize(entry: string): Size {
  if (entry.toLowerCase() === 'original') return 'original'
  const match = /^(\d{1,6})[x×](\d{1,6})$/i.exec(entry)
  if (match === null) {
    throw new InvalidArgumentError(
      `"${entry}" is not a size; write WIDTHxHEIGHT, e.g. 1280x720, or original.`,
    )
  }
  const parsed = sizeSchema.safeParse({ width: Number(match[1]), height: Number(match[2]) })
  if (parsed.success) return parsed.data
  throw new InvalidArgumentError(`"${entry}" is out of range; each side is 1–65535 pixels.`)
}

function listed(value: string, what: string): string[] {
  const entries = value.split(',').map((entry) => entry.trim())
  if (entries.includes('')) throw new InvalidArgumentError(`Separate ${what} with single commas.`)
  return entries
}

function withoutDoubles<T>(values: readonly T[], keyOf: (value: T) => string): T[] {
  const keys = values.map(keyOf)
  const double = keys.find((key, index) => keys.indexOf(key) !== index)
  if (double !== undefined) throw new InvalidArgumentError(`"${double}" is listed twice.`)
  return [...values]
}

function wholeNumber(value: string, range: { min: number; max: number }, prefix = ''): number {
  const number = Number(value)
  if (/^\d+$/.test(value) && number >= range.min && number <= range.max) return number
  throw new InvalidArgumentError(`It must be ${prefix}a whole number from ${range.min} to ${range.max}.`)
}
