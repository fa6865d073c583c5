import { type Dimensions, fitInside } from '../../shared/fit-inside.ts'
import type { Size } from '../../shared/recipe.ts'

/** The dimensions a recipe's sizes come to for one image, largest first, each once. */
export function targetDimensions(source: Dimensions, sizes: readonly Size[]): Dimensions[] {
  const distinct = new Map<string, Dimensions>()
  for (const size of sizes) {
    const { width, height } = size === 'original' ? source : fitInside(source, size)
    distinct.set(`${width}x${height}`, { width, height })
  }
  return [...distinct.values()].sort((a, b) => b.width * b.height - a.width * a.height)
}
