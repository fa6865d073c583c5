import type { RasterFormat } from '../encoders/index.ts'
import { typicalScore } from './typical-curves.ts'

const lowestQuality = 1
const highestQuality = 100
/** Loss of a typical curve below which a ratio says nothing. */
const leastLoss = 0.5

/**
 * What is known of how one image's score follows the quality in one format. All images have curves of much the same
 * shape; one that is harder to encode loses more at every quality. So with loss = 100 − score, this image's loss is the
 * typical one times a factor. The factor is measured at the qualities that were tried and interpolated between them.
 *
 * Left out one of six photographs at a time and predicted from the others' average, one trial leaves an error below
 * one point near the target, two below a third.
 */
export class ScoreCurve {
  readonly #format: RasterFormat
  readonly #start: number
  /** By quality, ascending. */
  #factors: readonly (readonly [quality: number, factor: number])[] = []

  /**
   * @param start - Factor to begin with: 1 for an image of which nothing is known, else that of a sibling.
   */
  constructor(format: RasterFormat, start = 1) {
    this.#format = format
    this.#start = start
  }

  add(quality: number, score: number): void {
    const loss = Math.max(leastLoss, 100 - typicalScore(this.#format, quality))
    const others = this.#factors.filter(([at]) => at !== quality)
    const factor = Math.max(0.01, (100 - score) / loss)
    this.#factors = [...others, [quality, factor] as const].sort(([a], [b]) => a - b)
  }

  /** The factor at a quality; for a sibling to start with. */
  factorAt(quality: number): number {
    const above = this.#factors.findIndex(([at]) => at >= quality)
    const upper = this.#factors.at(above)
    if (upper === undefined) return this.#start
    const lower = above > 0 ? this.#factors[above - 1] : undefined
    if (above === -1 || lower === undefined) return upper[1]
    return lower[1] + ((quality - lower[0]) / (upper[0] - lower[0])) * (upper[1] - lower[1])
  }

  predict(quality: number): number {
    return 100 - this.factorAt(quality) * (100 - typicalScore(this.#format, quality))
  }

  /** The lowest quality that is expected to reach the score; the highest there is when none is. */
  lowestFor(score: number): number {
    for (let quality = lowestQuality; quality < highestQuality; quality += 1) {
      if (this.predict(quality) >= score) return quality
    }
    return highestQuality
  }
}
