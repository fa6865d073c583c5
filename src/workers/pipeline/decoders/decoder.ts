import type { InputFormat } from '../../../shared/formats.ts'
import type { Note } from '../../../shared/model/output.ts'

/** All that Whittle knows of an input format beyond what libvips does with it. One file per format. */
export type Decoder = {
  readonly format: InputFormat
  /** The media types under which the `file-type` package recognizes the format by its content. */
  readonly mediaTypes: readonly string[]
  /**
   * Looks at the bytes before libvips sees them.
   *
   * @throws WhittleError `INPUT_UNSUPPORTED`, `INPUT_TOO_LARGE` or `INPUT_TOO_COMPLEX`.
   */
  readonly guard?: (bytes: Buffer) => void
  /** Frames or pages in the file, where libvips' own count is not the whole truth. */
  readonly countPages?: (bytes: Buffer) => number
  /** What it is called when only the first frame or page is kept. */
  readonly droppedPages: Extract<Note, 'frames-dropped' | 'pages-dropped'>
}
