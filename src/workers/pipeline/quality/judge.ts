import { outputFormats } from '../../../shared/formats.ts'
import { prepareReference, type RawImage, type Reference } from '../../score/index.ts'
import type { RasterFormat } from '../encoders/index.ts'
import { type Pixels, toPixels, toSharp } from '../pixels/pixels.ts'

/**
 * Scores what was made of some pixels against them. What depends on the pixels alone is computed once, at the first
 * question; until `free` it holds about 14 bytes a pixel.
 */
export class Judge {
  readonly #pixels: Pixels
  readonly #background: string
  #reference: Reference | undefined
  /** For formats without transparency: what shows through counts as part of the picture. */
  #flattened: Promise<Reference> | undefined

  constructor(pixels: Pixels, background: string) {
    this.#pixels = pixels
    this.#background = background
  }

  /** The SSIMULACRA 2 score of a decoded output, at most 100. */
  async score(image: RawImage, format: RasterFormat): Promise<number> {
    const flat = this.#pixels.hasAlpha && !outputFormats[format].alpha
    const reference = flat ? await this.#flatReference() : this.#plainReference()
    return reference.score(image)
  }

  free(): void {
    this.#reference?.free()
    void this.#flattened?.then((reference) => reference.free())
  }

  #plainReference(): Reference {
    this.#reference ??= prepareReference(this.#pixels)
    return this.#reference
  }

  #flatReference(): Promise<Reference> {
    this.#flattened ??= toPixels(toSharp(this.#pixels).flatten({ background: this.#background })).then(
      (flat) => prepareReference(flat),
    )
    return this.#flattened
  }
}
