import sharp, { type Sharp } from 'sharp'
import { prepareReference, type RawImage } from '../../src/workers/score/index.ts'

export type Judgeable = { readonly input: string; readonly path: string }

/**
 * What outputs are judged against. `direct`: the original in one step at the output's size, for outputs of different
 * origin. `chain`: each size from the next larger one, which are the pixels that Whittle gives its encoders.
 */
export type Against = 'direct' | 'chain'

/** SSIMULACRA 2 scores of outputs by their paths, in full. What is transparent is laid over white. */
export async function scoresOf(
  outputs: readonly Judgeable[],
  against: Against,
): Promise<Map<string, number>> {
  const scores = new Map<string, number>()
  for (const [input, own] of groupBy(outputs, (output) => output.input)) {
    const decoded = await Promise.all(
      own.map(async ({ path }) => ({ path, image: await toRaw(sharp(path)) })),
    )
    const sizes = groupBy(decoded, ({ image }) => `${image.width}x${image.height}`)
    let larger: RawImage | undefined
    for (const same of [...sizes.values()].sort((a, b) => widthOf(b) - widthOf(a))) {
      const [first] = same
      if (first === undefined) continue
      const original = await referenceOf(input, first.image, against === 'chain' ? larger : undefined)
      const reference = prepareReference(original)
      for (const { path, image } of same) scores.set(path, reference.score(image))
      reference.free()
      larger = original
    }
  }
  return scores
}

function widthOf(same: readonly { image: RawImage }[]): number {
  return same[0]?.image.width ?? 0
}

function referenceOf(
  input: string,
  { width, height }: RawImage,
  larger: RawImage | undefined,
): Promise<RawImage> {
  if (larger === undefined) {
    return toRaw(sharp(input).autoOrient().resize(width, height, { fit: 'fill', fastShrinkOnLoad: false }))
  }
  const { data, channels } = larger
  const raw = { width: larger.width, height: larger.height, channels }
  return toRaw(sharp(data, { raw }).resize(width, height, { fit: 'fill' }))
}

async function toRaw(image: Sharp): Promise<RawImage> {
  const { data, info } = await image
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height, channels: info.channels }
}

function groupBy<T>(values: readonly T[], keyOf: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const value of values) {
    const key = keyOf(value)
    groups.set(key, [...(groups.get(key) ?? []), value])
  }
  return groups
}
