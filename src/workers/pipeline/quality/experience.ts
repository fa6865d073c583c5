import type { RasterFormat } from '../encoders/index.ts'
import { ScoreCurve } from './score-curve.ts'

/** One size of an image. */
export type ImageSize = {
  /** Which of the image's sizes. */
  readonly index: number
  /** In pixels. */
  readonly area: number
}

type Lesson = ImageSize & { readonly factor: number }

/*
 * How far to believe what was learned elsewhere, as exponents and a factor: chosen by trying every policy on measured
 * curves of six photographs in three sizes and three formats. With them JPEG as a guide saves AVIF and WebP a third of
 * their attempts.
 */
/** From size to size an image gets harder or easier in all formats alike. */
const sizeExponent = 0.9
/** What is hard for one format is a little hard for the other. */
const formatExponent = 0.4
/**
 * With each size the others lose this much more than their guide, as an exponent of the area: a twentieth to a
 * fifteenth more from one size to the next of twice the area.
 */
const drift: Readonly<Partial<Record<RasterFormat, number>>> = { avif: 0.08, webp: 0.05 }
/** Without a guide: how much of the last change from size to size goes on. */
const trend = 0.5

/**
 * What was learned about one image in one format, by the sizes that were made. The first format of an image guides the
 * others: they wait for what it learned about a size before they try theirs.
 */
export class Experience {
  readonly #guide: Experience | undefined
  readonly #lessons: Lesson[] = []
  readonly #passed = new Set<number>()
  #ended = false
  #waiting: (() => void)[] = []

  constructor(guide?: Experience) {
    this.#guide = guide
  }

  /** Whether nothing was learned yet: the next attempt is a guess. */
  get isEmpty(): boolean {
    return this.#lessons.length === 0
  }

  /** A curve to begin with. Waits until the guide is done with this size. */
  async curveFor(format: RasterFormat, size: ImageSize): Promise<ScoreCurve> {
    return new ScoreCurve(format, Math.max(0.05, await this.#factorFor(format, size)))
  }

  learn(size: ImageSize, quality: number, curve: ScoreCurve): void {
    this.#lessons.push({ ...size, factor: curve.factorAt(quality) })
  }

  /** Nothing more will be learned about this size. */
  pass(index: number): void {
    this.#passed.add(index)
    this.#wake()
  }

  /** Nothing more will be learned at all. */
  end(): void {
    this.#ended = true
    this.#wake()
  }

  async #factorFor(format: RasterFormat, size: ImageSize): Promise<number> {
    const [last, before] = this.#lessons.toReversed()
    const guided = await this.#guide?.lessonOn(size.index)
    if (last === undefined) return guided === undefined ? 1 : guided.factor ** formatExponent
    if (this.#guide !== undefined) {
      const guidedLast = await this.#guide.lessonOn(last.index)
      if (guided === undefined || guidedLast === undefined) return last.factor
      const more = (size.area / last.area) ** (drift[format] ?? 0)
      return last.factor * (guided.factor / guidedLast.factor) ** sizeExponent * more
    }
    if (before === undefined || before.area === last.area) return last.factor
    const slope = (last.factor - before.factor) / Math.log(last.area / before.area)
    return last.factor + trend * slope * Math.log(size.area / last.area)
  }

  /** What is known of a size, once it was made. */
  async lessonOn(index: number): Promise<Lesson | undefined> {
    while (!this.#passed.has(index) && !this.#ended) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve))
    }
    return this.#lessons.findLast((lesson) => lesson.index === index)
  }

  #wake(): void {
    const waiting = this.#waiting
    this.#waiting = []
    for (const resolve of waiting) resolve()
  }
}
