/** One encoding at one quality. */
type Attempt = { readonly quality: number; readonly bytes: Buffer }

export type BytesSearch<T extends Attempt> = {
  /** Most bytes. */
  readonly limit: number
  readonly attempt: (quality: number) => Promise<T>
}

/** Near enough to the limit: the next step of quality would most likely not fit. */
const nearEnough = 0.97
const mostAttempts = 8
const firstQuality = 60

/**
 * Finds the highest quality that fits into the limit. Bytes grow about exponentially with the quality, so the next
 * quality to try is interpolated on their logarithm, between the last one that fitted and the last one that did not.
 *
 * @returns The best attempt that fits; where not even the lowest quality does, that one.
 */
export async function searchBytes<T extends Attempt>({ limit, attempt }: BytesSearch<T>): Promise<T> {
  let fits: T | undefined
  let exceeds: T | undefined
  let quality = firstQuality
  for (let count = 0; ; count += 1) {
    const tried = await attempt(quality)
    if (tried.bytes.length <= limit) fits = tried
    else exceeds = tried
    const low = fits?.quality ?? 0
    const high = exceeds?.quality ?? 101
    const done = fits !== undefined && (fits.bytes.length >= limit * nearEnough || count + 1 >= mostAttempts)
    if (done || high - low <= 1) break
    quality = Math.min(high - 1, Math.max(low + 1, interpolate(limit, fits, exceeds)))
  }
  const best = fits ?? exceeds
  if (best === undefined) throw new RangeError('Nothing was tried.')
  return best
}

/** Typical growth of the logarithm of bytes per step of quality, for as long as only one side is known. */
const typicalGrowth = 0.04

function interpolate(limit: number, fits: Attempt | undefined, exceeds: Attempt | undefined): number {
  const known = fits ?? exceeds
  if (known === undefined) return firstQuality
  if (fits === undefined || exceeds === undefined) {
    return Math.round(known.quality + Math.log(limit / known.bytes.length) / typicalGrowth)
  }
  const span = Math.log(exceeds.bytes.length / fits.bytes.length)
  const share = span > 0 ? Math.log(limit / fits.bytes.length) / span : 0.5
  // Not quite to the edges, or a curve that is bent would be walked along one step at a time.
  const inner = Math.min(0.9, Math.max(0.1, share))
  return Math.floor(fits.quality + inner * (exceeds.quality - fits.quality))
}
