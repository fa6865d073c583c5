import sharp from 'sharp'
import { toPlainTiff } from '../pixels/plain-tiff.ts'
import { isSrgbProfile, profileSpace, readTags } from './srgb-profile.ts'

/**
 * What an embedded profile is good for:
 * - `srgb`: it says what is the case anyway;
 * - `other`: colours are to be converted with it;
 * - `malformed`: it cannot be used, so the image is treated as one without.
 */
export type ProfileUse = 'srgb' | 'other' | 'malformed'

const steps = [0, 64, 128, 192, 255]

/** Every mixture of five steps of `channels` inks or lights. */
function colours(channels: number): Buffer {
  const count = steps.length ** channels
  return Buffer.from(
    Array.from({ length: count * channels }, (_, i) => {
      const colour = Math.floor(i / channels)
      return steps[Math.floor(colour / steps.length ** (i % channels)) % steps.length] ?? 0
    }),
  )
}

const layouts = {
  'RGB ': { space: 'rgb', channels: 3 },
  GRAY: { space: 'grey', channels: 1 },
  CMYK: { space: 'cmyk', channels: 4 },
} as const

/**
 * Finds out by use what a profile is good for: libvips falls back, without a word, when LittleCMS refuses one, so a few
 * colours are converted with and without it.
 *
 * @param space - libvips' name of the image's colour space.
 */
export async function profileUse(icc: Buffer, space: string): Promise<ProfileUse> {
  const expected = space === 'cmyk' ? 'CMYK' : space.includes('grey') || space === 'b-w' ? 'GRAY' : 'RGB '
  // LittleCMS would take what does not fit for what it is not.
  if (profileSpace(icc) !== expected) return 'malformed'
  if (isSrgbProfile(icc)) return 'srgb'
  const { space: layout, channels } = layouts[expected]
  const data = colours(channels)
  const image = { data, width: data.length / channels, height: 1, space: layout, hasAlpha: false }
  const [plain, converted] = await Promise.all([
    convert(toPlainTiff(image)),
    convert(toPlainTiff({ ...image, icc })),
  ])
  if (!plain.equals(converted)) return 'other'
  // It does nothing: because it is broken, or because it says in other words what is assumed without it.
  if (!isWellFormed(icc)) return 'malformed'
  return expected === 'CMYK' ? 'other' : 'srgb'
}

/** Whether a profile describes more colours than sRGB has. What has tables instead of primaries counts as such. */
export function isWide(icc: Buffer): boolean {
  const tags = readTags(icc)
  const corners = ['rXYZ', 'gXYZ', 'bXYZ'].map((tag) => chromaticity(tags.get(tag)))
  const [r, g, b] = corners
  if (r === undefined || g === undefined || b === undefined) return true
  // Of the triangle of sRGB's primaries, adapted to D50; rounding and adaptation change it by less than 5 %.
  return Math.abs((g.x - r.x) * (b.y - r.y) - (b.x - r.x) * (g.y - r.y)) / 2 > 0.1166 * 1.05
}

function chromaticity(tag: Buffer | undefined): { x: number; y: number } | undefined {
  if (tag === undefined || tag.length < 20) return undefined
  const [x, y, z] = [tag.readInt32BE(8), tag.readInt32BE(12), tag.readInt32BE(16)]
  return { x: x / (x + y + z), y: y / (x + y + z) }
}

async function convert(tiff: Buffer): Promise<Buffer> {
  return sharp(tiff).toColourspace('srgb').raw().toBuffer()
}

/** The signature that every profile has, a length that is not more than there is, and all elements inside (ICC.1, 7.2). */
function isWellFormed(icc: Buffer): boolean {
  const declared = icc.length < 132 ? Number.POSITIVE_INFINITY : icc.readUInt32BE(0)
  const tags = readTags(icc)
  return (
    icc.toString('latin1', 36, 40) === 'acsp' &&
    declared <= icc.length + 3 &&
    tags.size > 0 &&
    [...tags.values()].every(({ length }) => length >= 8)
  )
}
