import { type AdmissionOptions, createAdmission } from '../../../src/engine/monitor/index.ts'
import type { Admission, Sample } from '../../../src/shared/model/monitor.ts'

/** One second of a machine. Percentages of the whole. */
export type Second = { readonly total: number; readonly own: number; readonly memory?: number }

function sampleOf(at: number, { total, own, memory = 40 }: Second): Sample {
  return {
    at,
    cpu: { total, own, cores: [total, total] },
    memory: { totalBytes: 16e9, usedBytes: 16e7 * memory, usedPercent: memory, ownBytes: 5e8 },
    pool: { size: 4, busy: 2, queued: 0 },
    throughput: { imagesPerSecond: 1, megapixelsPerSecond: 4 },
  }
}

/** An admission control that is fed second by second. */
export function simulate(max: number, thresholds = { cpuPercent: 80, memoryPercent: 85 }) {
  const changes: Admission[] = []
  const options: AdmissionOptions = {
    max,
    thresholds: () => thresholds,
    onChange: (admission) => changes.push(admission),
  }
  const admission = createAdmission(options)
  let at = 1_000_000
  /** Feeds seconds and gives the limit after each. */
  const feed = (seconds: readonly Second[]): number[] =>
    seconds.map((second) => {
      at += 1_000
      admission.observe(sampleOf(at, second))
      return admission.current().limit
    })
  /**
   * Runs a batch for some seconds: every admitted image uses one of the cores fully, as far as the others leave it.
   * `others` is what other programs demand, in percent of the machine.
   */
  const runBatch = (seconds: number, cores: number, others: (second: number) => number): number[] =>
    Array.from({ length: seconds }, (_, second) => {
      const wanted = (admission.current().limit / cores) * 100
      const own = Math.min(wanted, Math.max(100 - others(second), (100 * wanted) / (wanted + others(second))))
      return feed([{ total: Math.min(100, own + others(second)), own }])[0] ?? Number.NaN
    })
  return { admission, changes, feed, runBatch }
}

export function repeat<T>(times: number, value: T): T[] {
  return Array.from({ length: times }, () => value)
}
