import type { InputFormat } from '../../../shared/formats.ts'
import { avif } from './avif.ts'
import { bmp } from './bmp.ts'
import { dds } from './dds.ts'
import type { Decoder } from './decoder.ts'
import { gif } from './gif.ts'
import { heic } from './heic.ts'
import { ico } from './ico.ts'
import { jp2 } from './jp2.ts'
import { jpeg } from './jpeg.ts'
import { jxl } from './jxl.ts'
import { png } from './png.ts'
import { psd } from './psd.ts'
import { svg } from './svg.ts'
import { tga } from './tga.ts'
import { tiff } from './tiff.ts'
import { webp } from './webp.ts'

/** Every input format; a new one is a file beside the others and a line here. */
export const decoders: Readonly<Record<InputFormat, Decoder>> = {
  jpeg,
  png,
  webp,
  gif,
  avif,
  heic,
  tiff,
  svg,
  bmp,
  ico,
  tga,
  psd,
  jp2,
  jxl,
  dds,
}
