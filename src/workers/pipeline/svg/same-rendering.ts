import sharp from 'sharp'
import { svgAtSize } from './at-size.ts'

/** Longest sides at which renderings are compared, in pixels: an icon, its place in a page, a whole screen. */
const sides = [48, 256, 1024]

/**
 * How far renderings may be apart. Rounding a coordinate moves an edge by a fraction of a pixel, which changes the pixels
 * along it a little and no other. What vanishes, moves or changes colour changes some pixel by more.
 */
const tolerance = {
  /** Most steps of 0–255 that a channel of any pixel may differ by, over white and over black. */
  step: 40,
  /** Differences up to this many steps are not counted… */
  ignored: 12,
  /** …and of the pixels that differ by more there may be at most this share. */
  share: 0.002,
} as const

/**
 * Renders two drawings at several sizes and compares them. `undefined` when they look the same, otherwise what differs.
 *
 * @throws Error when one of them cannot be rendered.
 */
export async function differenceOf(before: Buffer, after: Buffer): Promise<string | undefined> {
  const [sizeBefore, sizeAfter] = await Promise.all([sizeOf(before), sizeOf(after)])
  if (sizeBefore.width !== sizeAfter.width || sizeBefore.height !== sizeAfter.height) {
    return `It would be ${sizeAfter.width} × ${sizeAfter.height} instead of ${sizeBefore.width} × ${sizeBefore.height}`
  }
  for (const side of sides) {
    const scale = side / Math.max(sizeBefore.width, sizeBefore.height)
    const target = {
      width: Math.max(1, Math.round(sizeBefore.width * scale)),
      height: Math.max(1, Math.round(sizeBefore.height * scale)),
    }
    for (const background of ['white', 'black']) {
      const difference = compare(
        await render(before, sizeBefore, target, background),
        await render(after, sizeBefore, target, background),
      )
      if (difference !== undefined) return `At ${target.width} × ${target.height} ${difference}`
    }
  }
  return undefined
}

type Size = { readonly width: number; readonly height: number }

async function sizeOf(svg: Buffer): Promise<Size> {
  const { width, height } = await sharp(svg, { limitInputPixels: false }).metadata()
  return { width, height }
}

async function render(svg: Buffer, source: Size, target: Size, background: string): Promise<Buffer> {
  return sharp(await svgAtSize(svg, source, { ...target, fit: 'fill' }), { limitInputPixels: false })
    .resize(target.width, target.height, { fit: 'fill' })
    .flatten({ background })
    .toColourspace('srgb')
    .raw()
    .toBuffer()
}

function compare(before: Buffer, after: Buffer): string | undefined {
  let largest = 0
  let counted = 0
  for (const [i, value] of before.entries()) {
    const step = Math.abs(value - (after[i] ?? 0))
    if (step > largest) largest = step
    if (step > tolerance.ignored) counted += 1
  }
  if (largest > tolerance.step) return `a pixel differs by ${largest} of 255`
  const share = counted / before.length
  return share > tolerance.share ? `${(share * 100).toFixed(2)} % of it differs` : undefined
}
