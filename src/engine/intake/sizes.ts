import { type Dimensions, fitInside } from '../../shared/fit-inside.ts'
import type { Size } from '../../shared/recipe/index.ts'

export type TargetSize = Dimensions & {
  /** The aspect ratio is not the source's: what stands over is cropped. */
  readonly crop: boolean
}

/** Pixels; more than any format holds. */
const largestSide = 1_000_000

/**
 * The dimensions a recipe's sizes come to for one image, largest first, each once.
 *
 * @param enlarge - Without it nothing is larger than the source; a box to be covered shrinks with its aspect ratio.
 */
export function targetDimensions(source: Dimensions, sizes: readonly Size[], enlarge = false): TargetSize[] {
  const distinct = new Map<string, TargetSize>()
  for (const size of sizes) {
    const { width, height, crop } = target(source, size, enlarge)
    distinct.set(`${width}x${height}${crop ? 'c' : ''}`, { width, height, crop })
  }
  return [...distinct.values()].sort((a, b) => b.width * b.height - a.width * a.height)
}

function target(source: Dimensions, size: Size, enlarge: boolean): TargetSize {
  if (size === 'original') return { width: source.width, height: source.height, crop: false }
  if ('percent' in size) return scaled(source, size.percent / 100, enlarge)
  if ('longestEdge' in size) {
    return scaled(source, size.longestEdge / Math.max(source.width, source.height), enlarge)
  }
  if (!('height' in size)) return scaled(source, size.width / source.width, enlarge)
  if (size.fit === 'cover') return cover(source, size, enlarge)
  const scale = Math.min(size.width / source.width, size.height / source.height)
  return enlarge && scale > 1 ? scaled(source, scale, true) : { ...fitInside(source, size), crop: false }
}

function scaled(source: Dimensions, scale: number, enlarge: boolean): TargetSize {
  const most = largestSide / Math.max(source.width, source.height)
  const factor = Math.min(enlarge ? scale : Math.min(1, scale), most)
  return { width: whole(source.width * factor), height: whole(source.height * factor), crop: false }
}

function cover(source: Dimensions, box: Dimensions, enlarge: boolean): TargetSize {
  const shrink = enlarge ? 1 : Math.min(1, source.width / box.width, source.height / box.height)
  const width = whole(box.width * shrink)
  const height = whole(box.height * shrink)
  const exact = (width * source.height) / source.width
  return { width, height, crop: Math.abs(exact - height) > 1 }
}

/** Whole pixels, at least one. */
function whole(side: number): number {
  return Math.max(1, Math.round(side))
}
