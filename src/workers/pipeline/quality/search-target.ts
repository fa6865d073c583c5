import type { ScoreCurve } from './score-curve.ts'

/** One encoding at one quality, judged. */
export type Trial<T> = { readonly quality: number; readonly score: number; readonly made: T }

export type TargetSearch<T> = {
  readonly target: number
  /** What is known; what is tried is added. */
  readonly curve: ScoreCurve
  /** Encodes and judges in full. */
  readonly attempt: (quality: number) => Promise<Trial<T>>
  /** To aim above the target by, in points: a miss below it costs an attempt, one above it only some bytes. */
  readonly margin: number
  /** How far above the target is near enough, in points: another attempt costs more than it would save. */
  readonly tolerance: number
  readonly mostAttempts: number
}

/** After the first attempt the curve is known well, in points. */
const closeMargin = 0.4

/**
 * Finds the lowest quality whose score is at least the target, or one within `tolerance` of it. Scores rise with the
 * quality, with small exceptions: what was tried on either side of the target brackets what is tried next.
 *
 * @returns The best attempt: of those that reach the target the one of lowest quality; where the encoder's range ends
 *   before, the one of highest score.
 */
export async function searchTarget<T>(search: TargetSearch<T>): Promise<Trial<T>> {
  const { target, curve, margin, tolerance, mostAttempts } = search
  const trials: Trial<T>[] = []
  let quality = curve.lowestFor(target + margin)
  for (;;) {
    const trial = await search.attempt(quality)
    curve.add(quality, trial.score)
    trials.push(trial)
    const best = bestOf(trials, target)
    if (best.score >= target && best.score <= target + tolerance) return best
    const next = nextQuality(trials, search)
    // Beyond the usual number only while the target is not reached: bytes are given away rather than the promise.
    if (next === undefined || (trials.length >= mostAttempts && best.score >= target)) return best
    quality = next
  }
}

function nextQuality<T>(trials: readonly Trial<T>[], { target, curve }: TargetSearch<T>): number | undefined {
  const tooLow = Math.max(0, ...trials.filter(({ score }) => score < target).map(({ quality }) => quality))
  const reached = trials.filter(({ score, quality }) => score >= target && quality > tooLow)
  const enough = Math.min(101, ...reached.map(({ quality }) => quality))
  if (enough - tooLow <= 1) return undefined
  return Math.min(enough - 1, Math.max(tooLow + 1, curve.lowestFor(target + closeMargin)))
}

function bestOf<T>(trials: readonly Trial<T>[], target: number): Trial<T> {
  const [first, ...others] = trials
  if (first === undefined) throw new RangeError('Nothing was tried.')
  return others.reduce((best, one) => (isBetter(one, best, target) ? one : best), first)
}

function isBetter(one: Trial<unknown>, best: Trial<unknown>, target: number): boolean {
  if (one.score >= target && best.score >= target) return one.quality < best.quality
  return one.score > best.score
}
