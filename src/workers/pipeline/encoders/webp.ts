import type { Encoder } from './encoder.ts'

export const webp: Encoder = (image, { quality, effort }) =>
  image.webp({ quality, ...(effort === null ? {} : { effort }) })
