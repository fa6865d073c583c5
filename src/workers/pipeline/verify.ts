import sharp, { type Metadata } from 'sharp'
import { WhittleError } from '../../shared/errors.ts'
import { type OutputFormat, outputFormats } from '../../shared/formats.ts'

export type Expected = {
  readonly format: OutputFormat
  readonly width: number
  readonly height: number
  readonly hasAlpha: boolean
}

/**
 * Decodes an encoded image completely and compares what comes out with what went in: no file gets its final name
 * before.
 *
 * @throws WhittleError `OUTPUT_INVALID`.
 */
export async function verify(bytes: Buffer, expected: Expected): Promise<void> {
  const options = { failOn: 'warning', limitInputPixels: false } as const
  try {
    const header = await sharp(bytes, options).metadata()
    const { info } = await sharp(bytes, options).raw().toBuffer({ resolveWithObject: true })
    compare('size', `${info.width} × ${info.height}`, `${expected.width} × ${expected.height}`)
    compare('type', header.mediaType, outputFormats[expected.format].mime)
    compare('transparency', header.hasAlpha, expected.hasAlpha)
    compare('number of frames', pagesOf(header), 1)
  } catch (error) {
    throw toInvalid(error)
  }
}

/** An encoder's or a decoder's complaint about our own output, as an error of ours. */
export function toInvalid(error: unknown): WhittleError {
  if (error instanceof WhittleError) return error
  const detail = error instanceof Error ? error.message : String(error)
  return new WhittleError('OUTPUT_INVALID', { detail, cause: error })
}

function pagesOf({ pages = 1 }: Metadata): number {
  return pages
}

function compare<T>(what: string, actual: T, expected: T): void {
  if (actual === expected) return
  throw new WhittleError('OUTPUT_INVALID', {
    detail: `The ${what} is ${String(actual)} where ${String(expected)} was asked for.`,
  })
}
