import type { Item } from '../../../shared/model/item.ts'

/** What costs follow of an output, planned or made. */
type Work = {
  readonly format: string
  readonly width: number
  readonly height: number
  readonly effort?: unknown
}

/** What one kind of output has cost here lately, on average of one output. */
export type Cost = {
  readonly ms: number
  readonly bytes: number
  readonly pixels: number
  readonly count: number
}

/** Costs at one moment; they do not change any more. */
export type Costs = {
  /** How many kinds of output were measured. */
  readonly measured: number
  /** Time to resize, encode, check and write, in milliseconds, beside as many others as usual. */
  readonly outputMs: (work: Work) => number
  readonly outputBytes: (work: Work) => number
  /** Time to read and decode the original, in milliseconds. */
  readonly decodeMs: (item: Item) => number
  readonly itemMs: (item: Item) => number
  readonly isMeasured: (work: Work) => boolean
}

/**
 * Milliseconds per megapixel until there is something better, from encodes of 50 megapixels with sharp 0.35.5: JPEG
 * (mozjpeg) 4.7 s, WebP 5.7 s, AVIF at effort 2 25.6 s.
 */
const builtInMs: Readonly<Record<string, number>> = { jpeg: 94, webp: 114, avif: 512, png: 460 }
/** AVIF takes 18 times the CPU at effort 6 that it takes at 3: this much for each step. */
const avifEffortFactor = 18 ** (1 / 3)
const builtInEffort = 2

/** Bytes per pixel of the default recipe over six photographs (samples/). */
const builtInBytes: Readonly<Record<string, number>> = { jpeg: 0.057, webp: 0.036, avif: 0.029, png: 1.2 }

/** A JPEG of 50 megapixels decodes in about 0.6 s; what else is read costs about the same. */
const decodeMsPerMegapixel = 12
/** Opening, flushing and naming a file, in milliseconds: what a small output costs however small it is. */
const fixedMs = 4
/** Smallest file of any format with its headers. */
const fixedBytes = 300

/** Costs from what was measured: of the same kind and about the same size, else of the nearest size, else built in. */
export function costsFrom(measured: ReadonlyMap<string, Cost>): Costs {
  const nearest = (work: Work): Cost | undefined => {
    const size = sizeOf(work)
    for (let distance = 0; distance <= 12; distance += 1) {
      const found = measured.get(keyOf(work, size - distance)) ?? measured.get(keyOf(work, size + distance))
      if (found !== undefined) return found
    }
    return undefined
  }
  const outputMs = (work: Work): number => {
    const cost = nearest(work)
    return cost === undefined ? fixedMs + builtIn(work) : scaled(cost.ms, cost, work, fixedMs)
  }
  const decodeMs = ({ probe }: Item): number =>
    probe === undefined ? 0 : ((probe.width * probe.height) / 1e6) * decodeMsPerMegapixel
  return {
    measured: measured.size,
    outputMs,
    outputBytes: (work) => {
      const cost = nearest(work)
      if (cost !== undefined) return scaled(cost.bytes, cost, work, fixedBytes)
      return fixedBytes + pixelsOf(work) * (builtInBytes[work.format] ?? 0.06)
    },
    decodeMs,
    itemMs: (item) => item.planned.reduce((sum, output) => sum + outputMs(output), decodeMs(item)),
    isMeasured: (work) => nearest(work) !== undefined,
  }
}

/** Kind of an output: format, effort, and its size in steps of four times the pixels. */
export function keyOf(work: Work, size = sizeOf(work)): string {
  return `${work.format}/${String(work.effort ?? '-')}/${size}`
}

function sizeOf(work: Work): number {
  return Math.round(Math.log2(pixelsOf(work)) / 2)
}

function pixelsOf({ width, height }: Work): number {
  return Math.max(1, width * height)
}

/** What is above the fixed part follows the pixels. */
function scaled(value: number, cost: Cost, work: Work, fixed: number): number {
  const floor = Math.min(fixed, value)
  return floor + ((value - floor) * pixelsOf(work)) / Math.max(1, cost.pixels)
}

function builtIn(work: Work): number {
  const effort = typeof work.effort === 'number' ? work.effort : builtInEffort
  const factor = work.format === 'avif' ? avifEffortFactor ** (effort - builtInEffort) : 1
  return (pixelsOf(work) / 1e6) * (builtInMs[work.format] ?? 114) * factor
}
