import type { Encoder } from './encoder.ts'

/** Deflate with horizontal differencing: the smallest lossless compression that every reader knows. */
export const tiff: Encoder = (image) => image.tiff({ compression: 'deflate', predictor: 'horizontal' })
