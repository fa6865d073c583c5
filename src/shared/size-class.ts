import * as z from 'zod'

/** Megapixel classes: operations on images of one class may be compared. */
const sizeClassSchema = z.enum(['<1MP', '1-4MP', '4-16MP', '>16MP'])
export type SizeClass = z.output<typeof sizeClassSchema>

export function sizeClassOf(dimensions: { width: number; height: number }): SizeClass {
  const megapixels = (dimensions.width * dimensions.height) / 1e6
  if (megapixels < 1) return '<1MP'
  if (megapixels < 4) return '1-4MP'
  return megapixels < 16 ? '4-16MP' : '>16MP'
}
