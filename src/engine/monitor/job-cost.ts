import { decodeBytes } from '../../shared/decode-cost.ts'
import type { Dimensions } from '../../shared/fit-inside.ts'
import type { InputFormat, OutputFormat } from '../../shared/formats.ts'
import type { Item, Probe } from '../../shared/model/item.ts'
import type { PlannedOutput } from '../../shared/model/output.ts'

/**
 * What an image costs before anything is known of this machine: memory at its highest, and time.
 *
 * Memory was measured with `node bench/run.mjs encoder-peaks` (sharp 0.35.5, libvips 8.18.7, glibc, x86-64, November
 * 2026): the rise of the pool host's resident bytes over one job, originals of 3 to 50 megapixels. It grows with the
 * pixels so evenly that one number per encoder suffices; those of three channels are given, the raw pixels included.
 */
type EncoderCost = {
  /** Bytes per pixel of the output, by effort; an effort that is not listed counts as the next higher one. */
  readonly bytes: Readonly<Record<number, number>>
  /** Milliseconds per megapixel on one core of the machine above, by effort. */
  readonly ms: Readonly<Record<number, number>>
}

const encoders: Readonly<Record<OutputFormat, EncoderCost>> = {
  // 29 MB for 3 MP, 119 for 12, 235 for 24, 490 for 50.
  jpeg: { bytes: { 0: 9.8 }, ms: { 0: 75 } },
  // Effort 0: 57 MB for 3 MP, 171 for 12, 328 for 24. Effort 4: 59, 164, 333, and 585 for 50. Effort 6: 54, 172.
  webp: { bytes: { 0: 14.3, 6: 14.3 }, ms: { 0: 32, 2: 50, 4: 73, 6: 135 } },
  // Effort 0: 112 MB for 3 MP, 419 for 12, 827 for 24. 2: 117, 446. 3: 121, 427. At 3 MP, 4 needs 146 and 6 159.
  avif: {
    bytes: { 0: 35, 3: 38, 4: 46, 9: 51 },
    ms: { 0: 110, 1: 190, 2: 500, 3: 600, 4: 3_000, 6: 8_500, 9: 20_000 },
  },
  // Not measured: the raw pixels and a copy of them, or of the palette's. What is learned corrects it.
  png: { bytes: { 0: 12 }, ms: { 0: 400 } },
  gif: { bytes: { 0: 12 }, ms: { 0: 400 } },
  tiff: { bytes: { 0: 10 }, ms: { 0: 40 } },
  svg: { bytes: { 0: 4 }, ms: { 0: 40 } },
}

/**
 * Bytes per pixel of the original that its decoder holds beyond the file itself, for 8 bits that are not interlaced.
 * What is not listed was not measured here and is estimated by `shared/decode-cost.ts`.
 */
const decoders: Readonly<Partial<Record<InputFormat, number>>> = {
  // Decoded in strips and shrunk while it loads: 14 MB for 50 MP.
  jpeg: 0.5,
  // In strips: 117 MB for 50 MP, of which 65 are the file; 56 for 12 MP, of which 16.
  png: 1.5,
  tiff: 1.5,
  // As a whole: 104 MB for 12 MP, 415 for 50.
  webp: 8.4,
  // 235 MB for 12 MP.
  avif: 19.5,
}

/** Buffers that every job has, whatever its size: the smallest outputs rose by so much. */
const fixedBytes = 12e6

/** Names an encoder setting for what is learned about it: format and effort, e.g. `avif/3`. */
export type CostKey = `${OutputFormat}/${number | 'none'}`

export function costKey({ format, effort }: Pick<PlannedOutput, 'format' | 'effort'>): CostKey {
  return `${format}/${effort ?? 'none'}`
}

/** Corrections that were learned: 1 where nothing was. */
export type Corrections = {
  readonly bytes: (key: CostKey) => number
  readonly ms: (key: CostKey) => number
}

export type JobCost = {
  /** What the pool host's resident bytes rise by while the job runs, at their highest. */
  readonly peakBytes: number
  /** Expected time on a core of its own, in milliseconds. */
  readonly ms: number
  /** The same with nothing learned: a measure of work that stays as it is. */
  readonly work: number
  /** The output whose encoder needs the most memory, which is what a measured peak says something about. */
  readonly heaviest: CostKey | undefined
}

/** What an image is expected to cost. One without a probe costs what its outputs do. */
export function jobCost(item: Pick<Item, 'probe' | 'planned'>, learned: Corrections): JobCost {
  const channels = item.probe?.hasAlpha ? 4 : 3
  let encodeBytes = 0
  let rawBytes = 0
  let ms = item.probe === undefined ? 0 : decodeMs(item.probe)
  let work = ms
  let heaviest: CostKey | undefined
  for (const output of item.planned.flatMap(withAlternatives)) {
    const key = costKey(output)
    const pixels = output.width * output.height
    const bytes = (pixels * byEffort(encoders[output.format].bytes, output.effort) * channels) / 3
    rawBytes = Math.max(rawBytes, pixels * channels)
    const corrected = bytes * learned.bytes(key)
    if (corrected > encodeBytes) {
      encodeBytes = corrected
      heaviest = key
    }
    const plainMs = (pixels / 1e6) * encodeMs(output)
    work += plainMs
    ms += plainMs * learned.ms(key)
  }
  // First the original is decoded into raw pixels, then these are encoded; the file stays to the end.
  const peak = Math.max(decoderBytesOf(item.probe) + rawBytes, encodeBytes)
  return { peakBytes: fixedBytes + (item.probe?.bytes ?? 0) + peak, ms, work, heaviest }
}

/** Every format that an output may become is encoded, one after the other. */
function withAlternatives(output: PlannedOutput): (Pick<PlannedOutput, 'format' | 'effort'> & Dimensions)[] {
  const { width, height, alternatives = [] } = output
  return [output, ...alternatives.map(({ format, effort }) => ({ format, effort, width, height }))]
}

/** Milliseconds per megapixel before anything is learned. */
export function encodeMs({ format, effort }: Pick<PlannedOutput, 'format' | 'effort'>): number {
  return byEffort(encoders[format].ms, effort)
}

function decoderBytesOf(probe: Probe | undefined): number {
  if (probe === undefined) return 0
  const perPixel = probe.interlaced === true ? undefined : decoders[probe.format]
  if (perPixel === undefined) return decodeBytes(probe) - probe.bytes
  return probe.width * probe.height * perPixel * Math.ceil((probe.depth ?? 8) / 8)
}

/** Measured: 12 MP of PNG or WebP in 90 to 190 ms, JPEG in 50, since it shrinks while it loads. */
function decodeMs({ width, height, format }: Probe): number {
  return ((width * height) / 1e6) * (format === 'jpeg' ? 4 : 12)
}

function byEffort(table: Readonly<Record<number, number>>, effort: number | null): number {
  const efforts = Object.keys(table).map(Number)
  const nearest = efforts.find((listed) => listed >= (effort ?? 0)) ?? efforts.at(-1) ?? 0
  return table[nearest] ?? 0
}
