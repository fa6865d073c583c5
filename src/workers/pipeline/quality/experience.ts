import type { RasterFormat } from '../encoders/index.ts'
import { ScoreCurve } from './score-curve.ts'

/**
 * How much less is lost at an effort worth its time than at the quick one, as a ratio: half a point at a score of 78
 * (AVIF effort 3 against 1, six photographs in three sizes, spread 0.2 points).
 */
const typicalRatio = 0.97

/** What one output of an image taught about the next: sizes of an image are alike, much more than images are. */
type Lesson = { readonly factor: number; readonly probeFactor: number | undefined }

/** What was learned about one image so far. */
export class Experience {
  readonly #lessons = new Map<RasterFormat, Lesson>()

  /** A curve to begin with, for encodings as they are meant to be. */
  curveFor(format: RasterFormat): ScoreCurve {
    return new ScoreCurve(format, this.#lessons.get(format)?.factor)
  }

  /** A curve to begin with, for quick encodings that only probe. */
  probeCurveFor(format: RasterFormat): ScoreCurve {
    const lesson = this.#lessons.get(format)
    return new ScoreCurve(format, lesson && (lesson.probeFactor ?? lesson.factor / typicalRatio))
  }

  /** What to multiply a probe's loss with to have that of the real encoding. */
  ratioFor(format: RasterFormat): number {
    const lesson = this.#lessons.get(format)
    return lesson?.probeFactor === undefined ? typicalRatio : lesson.factor / lesson.probeFactor
  }

  learn(format: RasterFormat, quality: number, curve: ScoreCurve, probes?: ScoreCurve): void {
    this.#lessons.set(format, {
      factor: curve.factorAt(quality),
      probeFactor: probes?.factorAt(quality),
    })
  }
}
