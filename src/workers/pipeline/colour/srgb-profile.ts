import { evaluateCurve } from './icc-curve.ts'

/** The primaries of sRGB, adapted to D50 as in every ICC profile (IEC 61966-2-1, computed by the ICC). */
const primaries = {
  rXYZ: [0.4361, 0.2225, 0.0139],
  gXYZ: [0.3851, 0.7169, 0.0971],
  bXYZ: [0.1431, 0.0606, 0.7141],
} as const

/** Makers of sRGB profiles round differently in the fourth digit; the nearest other space is 0.05 away. */
const primaryTolerance = 0.002

/** Half a step of 8 bits: what differs by less cannot be seen in an 8-bit image. A plain gamma of 2.2 differs by more. */
const curveTolerance = 0.5 / 255

/**
 * Whether an ICC profile says just "sRGB", so that nothing is to be converted. Goes by the numbers, since the name in a
 * profile is free text. Anything malformed or more than a matrix with curves counts as another space.
 */
export function isSrgbProfile(profile: Buffer): boolean {
  const tags = readTags(profile)
  const space = profileSpace(profile)
  if (space === 'GRAY') return isSrgbCurve(tags.get('kTRC'))
  if (space !== 'RGB ' || tags.has('A2B0')) return false
  return (
    Object.entries(primaries).every(([tag, xyz]) => isPrimary(tags.get(tag), xyz)) &&
    ['rTRC', 'gTRC', 'bTRC'].every((tag) => isSrgbCurve(tags.get(tag)))
  )
}

/** The colour space whose numbers a profile gives a meaning to, four characters (ICC.1, 7.2.6). */
export function profileSpace(profile: Buffer): string {
  return profile.toString('latin1', 16, 20)
}

/** The tag table follows the header of 128 bytes: a count, then signature, offset and size of each (ICC.1, 7.3). */
export function readTags(profile: Buffer): Map<string, Buffer> {
  const tags = new Map<string, Buffer>()
  if (profile.length < 132) return tags
  const end = Math.min(profile.length - 12, 132 + 12 * (profile.readUInt32BE(128) - 1))
  for (let at = 132; at <= end; at += 12) {
    const offset = profile.readUInt32BE(at + 4)
    const size = profile.readUInt32BE(at + 8)
    tags.set(profile.toString('latin1', at, at + 4), profile.subarray(offset, offset + size))
  }
  return tags
}

/** An `XYZ ` element: eight bytes of type, then three numbers of 16.16 bits. */
function isPrimary(tag: Buffer | undefined, xyz: readonly number[]): boolean {
  if (tag === undefined || tag.length < 20) return false
  return xyz.every((value, i) => Math.abs(tag.readInt32BE(8 + 4 * i) / 65_536 - value) < primaryTolerance)
}

function isSrgbCurve(tag: Buffer | undefined): boolean {
  if (tag === undefined) return false
  return [0.02, 0.1, 0.25, 0.5, 0.75, 1].every((x) => {
    const y = evaluateCurve(tag, x)
    return y !== undefined && Math.abs(encode(y) - x) < curveTolerance
  })
}

/** From linear light to the sRGB signal (IEC 61966-2-1), where equal differences look about equal. */
function encode(linear: number): number {
  return linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055
}
