import type { InputLimits } from '../../../shared/contract/pool.ts'
import type { InputFormat } from '../../../shared/formats.ts'
import type { Note } from '../../../shared/model/output.ts'
import type { Header } from '../source/header.ts'

/** All that Whittle knows of an input format beyond what libvips does with it. One file per format. */
export type Decoder = {
  readonly format: InputFormat
  /** The media types under which the `file-type` package recognizes the format by its content. */
  readonly mediaTypes: readonly string[]
  /**
   * Looks at the bytes before any decoder sees them.
   *
   * @throws WhittleError `INPUT_NOT_AN_IMAGE`, `INPUT_UNSUPPORTED`, `INPUT_TOO_LARGE` or `INPUT_TOO_COMPLEX`.
   */
  readonly guard?: (bytes: Buffer, limits: InputLimits) => void
  /** Frames or pages in the file, where libvips' own count is not the whole truth. */
  readonly countPages?: (bytes: Buffer) => number
  /** What it is called when only the first frame or page is kept. */
  readonly droppedPages: Extract<Note, 'frames-dropped' | 'pages-dropped'>
  /** Whether libvips decodes all frames, so that an animation can stay one. */
  readonly animates?: boolean
  /** Where the image ends and something else begins, in bytes; `undefined` when it cannot be told. */
  readonly endOf?: (bytes: Buffer) => number | undefined
  /** What the image shows only together with other files: their addresses. */
  readonly externalReferences?: (bytes: Buffer) => readonly string[]
  /** For formats whose pixels libvips cannot read. */
  readonly foreign?: ForeignDecoder
}

/** An image in a form that libvips reads, and what its header says once it is decoded. */
export type Readable = { readonly bytes: Buffer; readonly header: Header }

/** A decoder of our own choice for a format that the prebuilt libvips lacks. */
export type ForeignDecoder = {
  /** Tells what the file is; absent where libvips can read the header at least. */
  readonly readHeader?: (bytes: Buffer, limits: InputLimits) => Promise<Header>
  /**
   * Decodes the first picture, oriented, to an uncompressed TIFF with its profile.
   *
   * @throws Error with what the decoder says of a damaged file.
   */
  readonly toReadable: (bytes: Buffer, header: Header, limits: InputLimits) => Promise<Readable>
}
