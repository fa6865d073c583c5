import { WEIGHTS } from './weights.ts'

/** Three components, each with three maps by two norms. */
const COMPONENTS = 3
const NORMS = 6
const MAX_SCALES = 6
/** No further scale is made of one with a side shorter than this. */
const LEAST_SIDE = 8
/**
 * Planes all of whose weights are below this are not computed: 7 of 18 in all but the smallest images, among them two
 * thirds of the finest scale. Together these weights are below 0.03, against 1,000 of the others; leaving them out moves a
 * score by less than 0.05.
 */
const NEGLIGIBLE = 0.01

type Plane = {
  readonly scale: number
  readonly component: number
  readonly pixels: number
  readonly weights: readonly number[]
}

/** Which planes bear on the score of an image of one size. */
export type NormPlan = {
  /** Scales to compute, from the finest. */
  readonly scales: number
  /** The planes as the kernel takes them: bit 3 · scale + component. */
  readonly needed: number
  readonly planes: readonly Plane[]
}

/** @param width, height Pixels, at least 8. */
export function planNorms(width: number, height: number): NormPlan {
  const sizes = scaleSizes(width, height)
  const planes = sizes.flatMap((pixels, scale) =>
    Array.from({ length: COMPONENTS }, (_, component) => {
      // The weights are used up in order: what an image is too small for shifts all that follows.
      const first = (component * sizes.length + scale) * NORMS
      return { scale, component, pixels, weights: WEIGHTS.slice(first, first + NORMS) }
    }),
  )
  const needed = planes.filter(({ weights }) => weights.some((weight) => weight >= NEGLIGIBLE))
  return {
    scales: Math.max(...needed.map(({ scale }) => scale)) + 1,
    needed: needed.reduce((bits, { scale, component }) => bits | (1 << (COMPONENTS * scale + component)), 0),
    planes: needed,
  }
}

/** About how many bytes the prepared planes of a reference take: two numbers of four bytes per pixel of each. */
export function storedBytes({ planes }: NormPlan): number {
  return planes.reduce((bytes, { pixels }) => bytes + 8 * pixels, 0)
}

/** Pixels of each scale. */
function scaleSizes(width: number, height: number): number[] {
  const sizes: number[] = []
  let [w, h] = [width, height]
  while (sizes.length < MAX_SCALES) {
    sizes.push(w * h)
    if (w < LEAST_SIDE || h < LEAST_SIDE) break
    w = Math.ceil(w / 2)
    h = Math.ceil(h / 2)
  }
  return sizes
}

/**
 * The score of what the kernel has summed.
 *
 * @param sums By scale, component, and then three sums and three sums of fourth powers.
 * @returns At most 100. There is no lower bound: unlike images are far below 0.
 */
export function toScore({ planes }: NormPlan, sums: Float64Array): number {
  let total = 0
  for (const { scale, component, pixels, weights } of planes) {
    const first = (scale * COMPONENTS + component) * NORMS
    weights.forEach((weight, norm) => {
      const mean = (sums[first + norm] ?? 0) / pixels
      total += weight * (norm < NORMS / 2 ? mean : mean ** 0.25)
    })
  }
  const t = 0.9562382616834844 * total
  const curved = 2.326765642916932 * t - 0.020884521182843837 * t ** 2 + 6.248496625763138e-5 * t ** 3
  return curved > 0 ? 100 - 10 * curved ** 0.6276336467831387 : 100
}
