import type { InputFormat } from '../../../shared/formats.ts'
import { avif } from './avif.ts'
import type { Decoder } from './decoder.ts'
import { gif } from './gif.ts'
import { jpeg } from './jpeg.ts'
import { png } from './png.ts'
import { svg } from './svg.ts'
import { tiff } from './tiff.ts'
import { webp } from './webp.ts'

/** Every input format; a new one is a file beside the others and a line here. */
export const decoders: Readonly<Record<InputFormat, Decoder>> = { jpeg, png, webp, gif, avif, tiff, svg }
