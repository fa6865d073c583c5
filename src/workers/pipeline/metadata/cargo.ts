import sharp from 'sharp'
import type { Note } from '../../../shared/model/output.ts'
import type { Treatment } from '../../../shared/recipe/index.ts'
import type { Source } from '../source/open-source.ts'
import type { Cargo } from './envelope.ts'
import { editExif, hasLocation, readRights } from './exif.ts'

/** What the outputs of an image carry of its metadata, and what is to be said about the rest. */
export type Packed = { readonly cargo: Cargo; readonly notes: readonly Note[] }

/** Names under which XMP says where a picture was taken (Exif in XMP, IPTC Core and Extension, Photoshop). */
const placeNames = /GPS|Location|City|Country|State|Sublocation/i

/** Decides what of an original's metadata goes along. */
export async function packMetadata(source: Source, { metadata }: Treatment): Promise<Packed> {
  const removed: Note[] = source.hasMetadata ? ['metadata-removed'] : []
  if (metadata === 'strip') return { cargo: {}, notes: removed }
  if (metadata === 'copyright') {
    const exif = source.exif && (await rightsOf(source.exif))
    return { cargo: exif === undefined ? {} : { exif }, notes: removed }
  }
  return keep(source, metadata === 'keep')
}

function keep({ exif, xmp, iptc, hasMetadata }: Source, keepsLocation: boolean): Packed {
  const edited = exif && editExif(exif, { keepsLocation })
  const tellsPlace = xmp !== undefined && !keepsLocation && placeNames.test(xmp.toString('utf8'))
  const located = !keepsLocation && ((exif !== undefined && hasLocation(exif)) || tellsPlace)
  // IPTC cannot be carried on, and a part of the XMP could not be taken out without understanding all of it.
  const lost = hasMetadata && ((iptc !== undefined && xmp === undefined) || tellsPlace || (exif && !edited))
  return {
    cargo: { ...(edited && { exif: edited }), ...(xmp && !tellsPlace && { xmp }) },
    notes: [
      ...(lost ? ['metadata-removed' as const] : []),
      ...(located ? ['location-removed' as const] : []),
    ],
  }
}

/** An EXIF block with nothing but artist and copyright; `undefined` when the original names neither. */
async function rightsOf(exif: Buffer): Promise<Buffer | undefined> {
  const rights = readRights(exif)
  if (Object.keys(rights).length === 0) return undefined
  const carrier = sharp({ create: { width: 1, height: 1, channels: 3, background: '#000' } }).withExif({
    IFD0: rights,
  })
  const { exif: block } = await sharp(await carrier.png().toBuffer()).metadata()
  return block?.toString('latin1', 0, 4) === 'Exif' ? block.subarray(6) : block
}
