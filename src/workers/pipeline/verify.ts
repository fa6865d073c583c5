import sharp, { type Metadata } from 'sharp'
import { WhittleError } from '../../shared/errors.ts'
import { type OutputFormat, outputFormats } from '../../shared/formats.ts'
import type { RawImage } from '../score/index.ts'
import type { Animation } from './pixels/pixels.ts'

export type Expected = {
  readonly format: OutputFormat
  readonly width: number
  readonly height: number
  readonly hasAlpha: boolean
  readonly animation?: Animation
}

/** A profile says what the numbers mean; here they are compared as they are. */
const options = { failOn: 'warning', limitInputPixels: false, ignoreIcc: true } as const

/**
 * Decodes an encoded image completely and compares what comes out with what went in: no file gets its final name
 * before.
 *
 * @returns The decoded pixels, to be judged.
 * @throws WhittleError `OUTPUT_INVALID`.
 */
export async function verify(bytes: Buffer, expected: Expected): Promise<RawImage> {
  try {
    const { width, height, animation } = expected
    const header = await sharp(bytes, { ...options, animated: animation !== undefined }).metadata()
    const decoded = await decodeEncoded(bytes, animation !== undefined)
    compare('size', `${decoded.width} × ${header.pageHeight ?? decoded.height}`, `${width} × ${height}`)
    compare('type', header.mediaType, outputFormats[expected.format].mime)
    compareTransparency(header, expected)
    if (animation === undefined) compare('number of frames', header.pages ?? 1, 1)
    else compareFrames(header, animation)
    return decoded
  } catch (error) {
    throw toInvalid(error)
  }
}

/** The pixels of an output of ours; of an animation all frames, one below the other. */
export async function decodeEncoded(bytes: Buffer, animated = false): Promise<RawImage> {
  const { data, info } = await sharp(bytes, { ...options, animated })
    .raw()
    .toBuffer({ resolveWithObject: true })
  const { width, height, channels } = info
  return { data, width, height, channels }
}

/** An encoder's or a decoder's complaint about our own output, as an error of ours. */
export function toInvalid(error: unknown): WhittleError {
  if (error instanceof WhittleError) return error
  const detail = error instanceof Error ? error.message : String(error)
  return new WhittleError('OUTPUT_INVALID', { detail, cause: error })
}

/** Encoders of animations use transparency for what does not change, whether the picture has any or not. */
function compareTransparency({ hasAlpha }: Metadata, expected: Expected): void {
  if (hasAlpha && (expected.animation !== undefined || expected.format === 'gif')) return
  compare('transparency', hasAlpha, expected.hasAlpha)
}

/** Frames that show the same may be stored as one that stays longer. */
function compareFrames({ pages = 1, delay = [] }: Metadata, { frames, delays }: Animation): void {
  if (pages > frames) compare('number of frames', pages, frames)
  if (pages === frames) return
  compare('duration in milliseconds', total(delay), total(delays))
}

function total(delays: readonly number[]): number {
  return delays.reduce((sum, delay) => sum + delay, 0)
}

function compare<T>(what: string, actual: T, expected: T): void {
  if (actual === expected) return
  throw new WhittleError('OUTPUT_INVALID', {
    detail: `The ${what} is ${String(actual)} where ${String(expected)} was asked for.`,
  })
}
