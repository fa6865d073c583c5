import type { Encoder } from './encoder.ts'

export const avif: Encoder = (image, { quality, effort }) =>
  image.avif({ quality, ...(effort === null ? {} : { effort }) })
