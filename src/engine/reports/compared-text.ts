import { type ImageFigures, isScaledDown, total } from './figures.ts'
import { change, count, savedPercent } from './words.ts'

/** In words exactly what the saving of a run compares. */
export function comparedText(done: number, images: readonly ImageFigures[]): string {
  return `per image, the smallest format at its largest size against the original file, over ${count(done, 'finished image')}. ${dimensionCaveat(images)}`
}

/** Dimensions may be smaller than the original's. How much of the saving that is cannot be told, so it is said. */
function dimensionCaveat(images: readonly ImageFigures[]): string {
  const same = images.filter((image) => !isScaledDown(image))
  const scaled = images.length - same.length
  if (images.length === 1) return scaled === 0 ? 'It keeps its dimensions.' : `It is ${smaller}`
  if (scaled === 0) return 'All of them keep their dimensions.'
  if (same.length === 0) return `All of them are ${smaller}`
  const before = total(same.map((image) => image.original)).bytes
  const after = total(same.map((image) => image.best)).bytes
  const kept = `${same.length === 1 ? 'The one that keeps its' : `The ${same.length} that keep their`} dimensions`
  return `${scaled} of them ${scaled === 1 ? 'is' : 'are'} ${smaller} ${kept}: ${change(savedPercent(before, after) ?? 0)}.`
}

const smaller = 'also smaller in dimensions than the original, which is part of the saving.'
