import * as z from 'zod'

/** Pixels. What the widest format can hold. */
const side = z.int().min(1).max(65_535)

/** Says of a height that it is not wanted, so that a box with a bad one is not told that it has one too many. */
const widthSchema: z.ZodType<{ width: number }, { width: number }> = z.strictObject({
  width: side,
  height: z.never().optional(),
})

/**
 * One size of a recipe:
 *
 * - `original`: the source's own dimensions.
 * - `{ width, height }`: a box; `fit: 'inside'` (default) keeps all of the image within it, `'cover'` fills it exactly
 *   and crops what stands over, from both sides alike.
 * - `{ longestEdge }`: the longer side.
 * - `{ width }`: the width; several of them make a width list, as `srcset` wants it.
 * - `{ percent }`: of the source's dimensions.
 */
export const sizeSchema = z.union(
  [
    z.literal('original'),
    z.strictObject({ width: side, height: side, fit: z.enum(['inside', 'cover']).optional() }),
    z.strictObject({ longestEdge: side }),
    widthSchema,
    z.strictObject({ percent: z.number().min(1).max(400) }),
  ],
  {
    error:
      'Expected "original", { width, height }, { width, height, fit }, { longestEdge }, { width } or { percent }, with sides of 1–65535',
  },
)
export type Size = z.output<typeof sizeSchema>

/** A size as it is written on the command line: `640x480`, `800x800:cover`, `1600`, `1024w`, `50%`, `original`. */
export function sizeText(size: Size): string {
  if (size === 'original') return 'original'
  if ('percent' in size) return `${size.percent}%`
  if ('longestEdge' in size) return String(size.longestEdge)
  if (!('height' in size)) return `${size.width}w`
  return `${size.width}x${size.height}${size.fit === 'cover' ? ':cover' : ''}`
}
