import type { OutputFormat } from './formats.ts'

/** Formats that tell something about each other's qualities, the cheapest to encode first. */
export const guides: readonly OutputFormat[] = ['jpeg', 'webp', 'avif']

/** Which of an image's formats is searched first and tells the others how hard each size is; `undefined` for none. */
export function guideAmong(formats: readonly OutputFormat[]): OutputFormat | undefined {
  return guides.find((format) => formats.includes(format))
}
