type Output = { readonly width: number; readonly height: number; readonly bytes: number }

/**
 * What a visitor's browser loads of an image: the smallest file among those with its largest dimensions. Every
 * saving that Whittle shows compares this with the original. `undefined` while there is no output.
 */
export function servedOutput<T extends Output>(outputs: readonly T[]): T | undefined {
  const [first, ...rest] = outputs
  return first && rest.reduce((best, output) => (isServedBefore(output, best) ? output : best), first)
}

function isServedBefore(output: Output, best: Output): boolean {
  const larger = output.width * output.height - best.width * best.height
  return larger === 0 ? output.bytes < best.bytes : larger > 0
}
