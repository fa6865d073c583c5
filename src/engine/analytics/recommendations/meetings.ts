import type { Facts } from './facts.ts'

/** Percent of the CPU from which on Whittle, or another program, counts as at work. */
const ownAtWork = 30
const othersAtWork = 20

export type Meeting = {
  /** Epoch milliseconds at which the hour begins, and which one it is of the local clock. */
  readonly at: number
  readonly hour: number
  /** Whether Whittle and other programs were both at work. */
  readonly met: boolean
}

/** The hours on record, each with whether a batch met other programs in it. */
export function meetings({ hours }: Pick<Facts, 'hours'>): Meeting[] {
  const others = new Map((hours.cpu_outside ?? []).map(({ at, value }) => [at, value]))
  return (hours.cpu_own ?? []).map(({ at, value }) => ({
    at,
    hour: new Date(at).getHours(),
    met: value >= ownAtWork && (others.get(at) ?? 0) >= othersAtWork,
  }))
}
