import type { Decoder } from './decoder.ts'
import { magickDecoder } from './magick/magick-decoder.ts'

/** Textures of games: the largest of the sizes that a file has. */
export const dds: Decoder = {
  format: 'dds',
  // Found by its first four letters.
  mediaTypes: [],
  droppedPages: 'pages-dropped',
  foreign: magickDecoder({ format: 'Dds' }),
}
