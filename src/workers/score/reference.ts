import { WhittleError } from '../../shared/errors.ts'
import { giveKernel, type Kernel, takeKernel } from './kernel-pool.ts'
import { type NormPlan, planNorms, storedBytes, toScore } from './norms.ts'
import { padTo, type RawImage } from './raw-image.ts'

const REFERENCE = 0
const DISTORTED = 1
/** As many rows as the kernel's staging area holds. */
const CHUNK_ROWS = 16
/** Below this there is no scale to compare; smaller images are continued by repeating their last row and column. */
const LEAST_SIDE = 8
/** References up to about 4.6 megapixels. */
const DEFAULT_STORED_BYTES = 64 * 2 ** 20
const SUMS = 108
/** Rows from one compared band of eight rows to the next, at the finest scale. */
const EVERYTHING = 8
const LONGEST_PERIOD = 128
const LEAST_BANDS = 5

export type ReferenceOptions = {
  /**
   * Bytes that the prepared reference may take, about 14 a pixel. A larger one is not prepared but computed again beside
   * every distorted image: the same score in one and a half times the time, in memory of less than 2 kB per column. Its
   * pixels must then stay as they are.
   *
   * @default 64 MiB
   */
  readonly maxStoredBytes?: number
}

/**
 * An original to which images of the same size are compared by SSIMULACRA 2.1. See {@link prepareReference}.
 *
 * Not reentrant and for one thread: every call runs to its end.
 */
export class Reference {
  readonly width: number
  readonly height: number
  /** Whether what depends on the original alone is kept. */
  readonly stored: boolean

  /** The original, where it is not stored. */
  #image: RawImage | undefined
  readonly #plan: NormPlan
  #kernel: Kernel | undefined

  constructor(original: RawImage, { maxStoredBytes = DEFAULT_STORED_BYTES }: ReferenceOptions = {}) {
    checkPixels(original)
    this.width = original.width
    this.height = original.height
    const image = padTo(original, LEAST_SIDE)
    this.#plan = planNorms(image.width, image.height)
    const kernel = takeKernel()
    const fits = storedBytes(this.#plan) <= maxStoredBytes
    this.stored = fits && configure(kernel, image, this.#plan, true)
    if (!this.stored && !configure(kernel, image, this.#plan, false)) {
      const detail = `${original.width} × ${original.height} pixels cannot be scored`
      throw new WhittleError('OUT_OF_MEMORY', { detail })
    }
    this.#kernel = kernel
    if (this.stored) run(kernel, [{ side: REFERENCE, image }])
    else this.#image = image
  }

  /** Bytes of memory held outside the JavaScript heap; 0 after {@link free}. */
  get bytes(): number {
    return this.#kernel?.memory.buffer.byteLength ?? 0
  }

  /**
   * The full score: 100 for identical images, 90 visually lossless, 70 high, 50 medium, 30 low quality; unlike images are
   * far below 0. Within 0.05 of a computation in double precision, for images that have anything in common.
   *
   * @param distorted Of the same width and height; it may have other channels.
   * @throws RangeError when the size differs, when there are too few bytes, or after {@link free}.
   */
  score(distorted: RawImage): number {
    return this.#compare(distorted, EVERYTHING)
  }

  /**
   * The score from a sample, in about a third of the time: of the two finest scales only bands of eight rows are compared,
   * always the same and at least five of them, of the coarser ones everything. Against the full score of photographs
   * (see docs/quality-scoring.md): off by 0.2 in the mean and by less than 0.8 in 95 of 100, too high by 0.15.
   * `score(p) + estimate(q) - estimate(p)` is about a quarter closer to `score(q)` than `estimate(q)`. Images of fewer
   * than 80 rows get the full score.
   *
   * @param distorted As for {@link score}.
   * @throws RangeError As {@link score}.
   */
  estimate(distorted: RawImage): number {
    const period = 2 ** Math.floor(Math.log2(this.height / LEAST_BANDS))
    return this.#compare(distorted, Math.min(Math.max(period, EVERYTHING), LONGEST_PERIOD))
  }

  /** Makes the memory available to the next reference of this thread. May be called again. */
  free(): void {
    if (this.#kernel) giveKernel(this.#kernel)
    this.#kernel = undefined
    this.#image = undefined
  }

  #compare(distorted: RawImage, bandPeriod: number): number {
    checkPixels(distorted)
    if (distorted.width !== this.width || distorted.height !== this.height)
      throw new RangeError(
        `${distorted.width} × ${distorted.height} cannot be compared to ${this.width} × ${this.height}`,
      )
    const kernel = this.#kernel
    if (kernel === undefined) throw new RangeError('The reference was freed')
    const image = padTo(distorted, LEAST_SIDE)
    const original = this.#image ? [{ side: REFERENCE, image: this.#image }] : []
    run(kernel, [...original, { side: DISTORTED, image }], bandPeriod)
    const sums = new Float64Array(kernel.memory.buffer, kernel.sumsAddress(), SUMS)
    return toScore(this.#plan, sums, kernel.comparedRows)
  }
}

function configure(
  kernel: Kernel,
  { width, height }: RawImage,
  { scales, needed }: NormPlan,
  stored: boolean,
): boolean {
  return kernel.configure(width, height, scales, needed, stored) !== 0
}

type Side = { readonly side: number; readonly image: RawImage }

/** Sends images of equal size through the kernel, a few rows of each in turn. */
function run(kernel: Kernel, sides: readonly Side[], bandPeriod = EVERYTHING): void {
  const memory = new Uint8Array(kernel.memory.buffer)
  const staging = kernel.stagingAddress()
  const height = Math.max(...sides.map(({ image }) => image.height))
  for (const { side } of sides) kernel.begin(side, bandPeriod)
  for (let y = 0; y < height; y += CHUNK_ROWS) {
    const rows = Math.min(CHUNK_ROWS, height - y)
    for (const { side, image } of sides) {
      const rowBytes = image.width * image.channels
      memory.set(image.data.subarray(y * rowBytes, (y + rows) * rowBytes), staging)
      kernel.push(side, image.channels, rows)
    }
  }
  for (const { side } of sides) kernel.finish(side)
}

function checkPixels({ data, width, height, channels }: RawImage): void {
  if (!(Number.isInteger(width) && Number.isInteger(height)) || width < 1 || height < 1)
    throw new RangeError(`${width} × ${height} is no size of an image`)
  if (data.length !== width * height * channels)
    throw new RangeError(`${data.length} bytes are not ${width} × ${height} pixels of ${channels} channels`)
}
