import type { OutputFormat } from '../../../shared/formats.ts'
import { avif } from './avif.ts'
import type { Encoder } from './encoder.ts'
import { gif } from './gif.ts'
import { jpeg } from './jpeg.ts'
import { png } from './png.ts'
import { tiff } from './tiff.ts'
import { webp } from './webp.ts'

/** Formats made of pixels. */
export type RasterFormat = Exclude<OutputFormat, 'svg'>

/** Every format that is encoded from pixels; a new one is a file beside the others and a line here. */
export const encoders: Readonly<Record<RasterFormat, Encoder>> = { avif, webp, jpeg, png, gif, tiff }
