import type { RawImage } from './raw-image.ts'
import { Reference, type ReferenceOptions } from './reference.ts'

export type { RawImage } from './raw-image.ts'
export type { Reference, ReferenceOptions } from './reference.ts'

/**
 * Prepares an original for comparison by SSIMULACRA 2.1, once for any number of distorted images of its size.
 */
export function prepareReference(original: RawImage, options?: ReferenceOptions): Reference {
  return new Reference(original, options)
}
