import { WhittleError } from '../../../shared/errors.ts'

type Kind = { readonly name: string; readonly hint: string }

const raw: Kind = {
  name: 'a camera raw file',
  hint: 'Develop it first: export it from the program that came with the camera as JPEG or TIFF.',
}
const archive: Kind = { name: 'an archive', hint: 'Unpack it and add the images inside.' }
const film: Kind = { name: 'a video', hint: 'Whittle works on images. Export a frame as PNG first.' }

/** By media type, or its beginning; what is not here is called by its usual extension. */
const kinds: readonly (readonly [mediaType: RegExp, kind: Kind])[] = [
  [/^application\/pdf$/, { name: 'a PDF document', hint: 'Export its pages as PNG or TIFF first.' }],
  [
    /^application\/(eps|postscript)$/,
    { name: 'an EPS or PostScript file', hint: 'Export it as SVG or PNG first.' },
  ],
  [/^image\/x-(canon|nikon|sony|olympus|panasonic|fujifilm|adobe|pentax)/, raw],
  [/^image\/x-(.*raw|hasselblad|kodak|leica|sigma|samsung)/, raw],
  [/^video\//, film],
  [/^audio\//, { name: 'a sound file', hint: 'Whittle works on images.' }],
  [/^font\//, { name: 'a font', hint: 'Whittle works on images.' }],
  [/^application\/(zip|gzip|zstd|x-(7z|rar|tar|gzip|bzip2|xz|lzip|compress|lz4)|vnd\.rar)/, archive],
  [
    /^application\/(vnd\.(openxml|oasis|ms-)|x-cfb|msword)/,
    { name: 'an office document', hint: 'Export its pictures as PNG or JPEG first.' },
  ],
]

/**
 * The error for a file that is no image of a supported kind, which says what it is instead.
 *
 * @param type - What `file-type` makes of it.
 */
export function refusalOf(type: { readonly mime: string; readonly ext: string }): WhittleError {
  const kind = kinds.find(([mediaType]) => mediaType.test(type.mime))?.[1]
  const extension = type.ext.toUpperCase()
  return new WhittleError('INPUT_UNSUPPORTED', {
    message:
      kind === undefined
        ? `Files of the type ${extension} are not supported.`
        : `This is ${kind.name} (${extension}), which is not supported.`,
    detail: type.mime,
    ...(kind === undefined ? {} : { hint: kind.hint }),
  })
}

/** How much of a file is looked at to tell text from other data. */
const sampleBytes = 4096

/** The error for a file that nobody knows. */
export function refusalOfUnknown(bytes: Buffer): WhittleError {
  return new WhittleError('INPUT_NOT_AN_IMAGE', { message: `This is not an image${describe(bytes)}.` })
}

function describe(bytes: Buffer): string {
  const sample = bytes.subarray(0, sampleBytes)
  const text = sample.toString('utf8').replace(/^\ufeff/, '')
  const start = text.trimStart().slice(0, 200).toLowerCase()
  if (/^(<!--[\s\S]*?-->\s*)?<(!doctype html|html|head|body)\b/.test(start)) return ' but a web page (HTML)'
  if (start.startsWith('<?xml') || start.startsWith('<')) return ' but an XML document'
  if (sample.every((byte) => byte === 0)) return ': it begins with nothing but zeros'
  return isText(sample, text) ? ' but a text file' : ''
}

/** No control characters but white space, and hardly anything that is not UTF-8 (the sample may end inside a character). */
function isText(sample: Buffer, text: string): boolean {
  const isControl = (byte: number) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27)
  return sample.length > 3 && !sample.some(isControl) && !text.slice(0, -1).includes('\ufffd')
}
