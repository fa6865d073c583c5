import { toPlainTiff } from '../pixels/plain-tiff.ts'
import type { Decoder } from './decoder.ts'
import { decodeHeif } from './heif/decode-heif.ts'

/** libvips reads the header, with profile and EXIF, but the prebuilt one has no decoder for HEVC. */
export const heic: Decoder = {
  format: 'heic',
  // Found through AVIF: the container is the same.
  mediaTypes: [],
  droppedPages: 'pages-dropped',
  foreign: {
    toReadable: async (bytes, header) => {
      const image = await decodeHeif(bytes)
      return { bytes: toPlainTiff({ ...image, icc: header.icc }), header: { ...header, orientation: 1 } }
    },
  },
}
