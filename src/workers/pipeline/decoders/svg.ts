import { WhittleError } from '../../../shared/errors.ts'
import { externalReferences } from '../svg/external-references.ts'
import type { Decoder } from './decoder.ts'

export const svg: Decoder = {
  format: 'svg',
  // There is no telling it from other XML by magic bytes: see `svg/is-svg.ts`.
  mediaTypes: [],
  guard: (bytes, { svgBytes }) => {
    if (bytes.length > svgBytes) {
      throw new WhittleError('INPUT_TOO_LARGE', {
        message: 'The SVG is larger than the limit.',
        detail: `${bytes.length} bytes; the limit for SVG is ${svgBytes} bytes.`,
      })
    }
    // libvips goes by these four letters and would call anything else damaged.
    if (!bytes.includes('<svg')) {
      throw new WhittleError('INPUT_UNSUPPORTED', {
        message: 'This SVG is encoded as UTF-16 or gives its elements a prefix, which is not supported.',
      })
    }
  },
  droppedPages: 'pages-dropped',
  externalReferences: (bytes) => externalReferences(bytes.toString('utf8')),
}
