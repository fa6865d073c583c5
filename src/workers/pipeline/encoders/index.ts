import type { OutputFormat } from '../../../shared/formats.ts'
import { avif } from './avif.ts'
import type { Encoder } from './encoder.ts'
import { jpeg } from './jpeg.ts'
import { webp } from './webp.ts'

/** Every output format; a new one is a file beside the others and a line here. */
export const encoders: Readonly<Record<OutputFormat, Encoder>> = { avif, webp, jpeg }
