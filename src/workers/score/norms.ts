import { WEIGHTS } from './weights.ts'

/** Three components, each with three maps by two norms. */
const COMPONENTS = 3
const NORMS = 6
const MAX_SCALES = 6
/** No further scale is made of one with a side shorter than this. */
const LEAST_SIDE = 8
/**
 * Planes all of whose weights are below this are not computed: 7 of 18 in all but the smallest images, among them two
 * thirds of the finest scale. Together these weights are 0.02, those of the others 888; leaving them out moves
 * the score of like images by less than 0.05.
 */
const NEGLIGIBLE = 0.01

type Plane = {
  readonly scale: number
  readonly component: number
  readonly width: number
  readonly height: number
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
  const sizes = scaleSizes({ width, height })
  const planes = sizes.flatMap((size, scale) =>
    Array.from({ length: COMPONENTS }, (_, component) => {
      // The weights are used up in order: what an image is too small for shifts all that follows.
      const first = (component * sizes.length + scale) * NORMS
      return { ...size, scale, component, weights: WEIGHTS.slice(first, first + NORMS) }
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
  return planes.reduce((bytes, { width, height }) => bytes + 8 * width * height, 0)
}

type Size = { readonly width: number; readonly height: number }

function scaleSizes(finest: Size): Size[] {
  const sizes: Size[] = []
  let size = finest
  while (sizes.push(size) < MAX_SCALES && size.width >= LEAST_SIDE && size.height >= LEAST_SIDE)
    size = { width: Math.ceil(size.width / 2), height: Math.ceil(size.height / 2) }
  return sizes
}

/**
 * The score of what the kernel has summed.
 *
 * @param sums By scale, component, and then three sums and three sums of fourth powers.
 * @param rowsOf How many rows of a scale they are of.
 * @returns At most 100. There is no lower bound: unlike images are far below 0.
 */
export function toScore({ planes }: NormPlan, sums: Float64Array, rowsOf: (scale: number) => number): number {
  let total = 0
  for (const { scale, component, width, weights } of planes) {
    const pixels = width * rowsOf(scale)
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
