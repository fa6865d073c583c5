import type { Admission, Sample } from '../../shared/model/monitor.ts'

/** Ten minutes of one sample a second. */
export const windowMs = 600_000

/** What a graph may show, in milliseconds: it starts close and steps back as there is more to see. */
const spansMs = [60_000, 120_000, 300_000, windowMs] as const

/** The narrowest span that holds the samples. */
export function spanOf(samples: readonly Sample[]): number {
  const held = (samples.at(-1)?.at ?? 0) - (samples[0]?.at ?? 0)
  return spansMs.find((span) => held <= span) ?? windowMs
}

/** Appends a sample and drops what is older than the window. A sample that is not newer than the last is ignored. */
export function withSample(samples: readonly Sample[], sample: Sample): readonly Sample[] {
  const last = samples.at(-1)
  if (last !== undefined && sample.at <= last.at) return samples
  const from = sample.at - windowMs
  const first = samples.findIndex((kept) => kept.at >= from)
  return first === -1 ? [sample] : [...samples.slice(first), sample]
}

/** Remembers how the limit changed, as far back as the window reaches plus the one in force before it. */
export function withAdmission(history: readonly Admission[], admission: Admission): readonly Admission[] {
  const last = history.at(-1)
  if (last !== undefined && admission.at < last.at) return history
  const from = admission.at - windowMs
  const firstInside = history.findIndex((kept) => kept.at >= from)
  const first = firstInside === -1 ? history.length - 1 : Math.max(0, firstInside - 1)
  return [...history.slice(Math.max(0, first)), admission]
}

/** The limit in force at each sample; `null` before anything is known. Both lists are oldest first. */
export function limitsAt(samples: readonly Sample[], history: readonly Admission[]): (number | null)[] {
  let next = 0
  let limit: number | null = null
  return samples.map((sample) => {
    for (let entry = history[next]; entry !== undefined && entry.at <= sample.at; entry = history[next]) {
      limit = entry.limit
      next += 1
    }
    return limit
  })
}
