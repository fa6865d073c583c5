export type Dimensions = { readonly width: number; readonly height: number }

/** Fits `source` inside `box`, keeping the aspect ratio and never enlarging. Whole pixels, at least 1×1. */
export function fitInside(source: Dimensions, box: Dimensions): Dimensions {
  const scale = Math.min(1, box.width / source.width, box.height / source.height)
  return {
    width: Math.max(1, Math.round(source.width * scale)),
    height: Math.max(1, Math.round(source.height * scale)),
  }
}
