import { InvalidArgumentError } from 'commander'
import { outputFormats } from '../shared/formats.ts'
import { type ReportFormat, reportFormatSchema } from '../shared/model/report-request.ts'
import {
  effortPreferenceSchema,
  type RecipeFormat,
  recipeFormatSchema,
  recipeSchema,
  type Size,
  sizeSchema,
  sizeText,
} from '../shared/recipe/index.ts'
import { settingsSchema } from '../shared/settings.ts'

/**
 * One parser per kind of option value. Each throws commander's `InvalidArgumentError`, to which commander adds
 * the option's name and the value.
 */

/** A place on the curve of size against time, or a number on the encoders' own scale. */
export type EffortChoice = number | 'auto' | 'fast' | 'balanced' | 'smallest'

const spellings: Readonly<Record<string, string>> = { jpg: 'jpeg' }
const qualityRange = { min: 1, max: 100 }
const largestConcurrency = 256
const largestEffort = Math.max(...Object.values(outputFormats).map((traits) => traits.effort?.max ?? 0))

/** "avif,webp,jpeg", in any order, none twice. */
export function parseFormats(value: string): RecipeFormat[] {
  const formats = listed(value, 'formats').map((entry) => {
    const lower = entry.toLowerCase()
    const parsed = recipeFormatSchema.safeParse(spellings[lower] ?? lower)
    if (parsed.success) return parsed.data
    throw new InvalidArgumentError(
      `"${entry}" is not a format; choose from ${recipeFormatSchema.options.join(', ')}.`,
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

/** A SSIMULACRA 2 score, 30–100. */
export function parseTarget(value: string): number {
  const score = Number(value)
  if (/^\d+(\.\d+)?$/.test(value) && score >= 30 && score <= 100) return score
  throw new InvalidArgumentError('It must be a score from 30 to 100.')
}

const units: Readonly<Record<string, number>> = {
  '': 1,
  k: 1e3,
  kb: 1e3,
  m: 1e6,
  mb: 1e6,
  kib: 1024,
  mib: 1024 ** 2,
}

/** "200000", "200k", "1.5MB", "64KiB": at least 100 bytes. */
export function parseBytes(value: string): number {
  const [, number = '', unit = ''] = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(value) ?? []
  const bytes = Math.round(Number(number) * (units[unit.toLowerCase()] ?? Number.NaN))
  if (number !== '' && bytes >= 100 && bytes <= 2 ** 40) return bytes
  throw new InvalidArgumentError('It must be a number of bytes, at least 100, such as 200000, 200k or 1.5M.')
}

/** A word for a place on the curve, or a whole number; whether a format knows that effort is checked with the formats. */
export function parseEffort(value: string): EffortChoice {
  if (value === 'auto') return 'auto'
  const place = effortPreferenceSchema.safeParse(value)
  if (place.success) return place.data
  return wholeNumber(value, { min: 0, max: largestEffort }, '"auto", "fast", "smallest" or ')
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
export function parseMemory(value: string): number {
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

/** Several patterns; commander hands them over one by one. */
export function collectPattern(value: string, earlier: readonly string[] | undefined): string[] {
  if (value.trim() === '') throw new InvalidArgumentError('A pattern cannot be empty.')
  return [...(earlier ?? []), value]
}

function parseSize(entry: string): Size {
  const size = sizeOf(entry.toLowerCase())
  if (size === undefined) {
    throw new InvalidArgumentError(
      `"${entry}" is not a size; write WIDTHxHEIGHT, e.g. 1280x720 (or 800x800:cover), 1600 for the longest edge, ` +
        '1024w for the width, 50% or original.',
    )
  }
  const parsed = sizeSchema.safeParse(size)
  if (parsed.success) return parsed.data
  throw new InvalidArgumentError(`"${entry}" is out of range; sides are 1–65535 pixels, percentages 1–400.`)
}

function sizeOf(entry: string): unknown {
  if (entry === 'original') return 'original'
  const box = /^(\d{1,6})[x×](\d{1,6})(:cover|:inside)?$/.exec(entry)
  if (box !== null) {
    const [, width, height, fit] = box
    return { width: Number(width), height: Number(height), ...(fit === ':cover' ? { fit: 'cover' } : {}) }
  }
  const [, number, unit] = /^(\d{1,6}(?:\.\d+)?)(w|%|)$/.exec(entry) ?? []
  if (number === undefined) return undefined
  if (unit === '%') return { percent: Number(number) }
  return unit === 'w' ? { width: Number(number) } : { longestEdge: Number(number) }
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
