import { openHistory } from '../../../src/engine/history/index.ts'
import type { Operation } from '../../../src/shared/model/history.ts'
import type { Sample } from '../../../src/shared/model/monitor.ts'
import { seeded } from '../../support/random.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

const formats = [
  ['avif', 260],
  ['webp', 70],
  ['jpeg', 25],
] as const

/**
 * Writes a history of some months, six operations of each format in each of eight hours a day: AVIF takes a little longer
 * every day, a third in all; WebP takes three times as long on one afternoon six days ago, in which other programs need
 * the processor.
 *
 * @param dir Folder of the history.
 * @param options `queued`: images that wait all the time for others to be made.
 */
export async function writeMonths(dir: string, { days = 60, queued = 0 } = {}): Promise<void> {
  const today = Math.floor(Date.now() / dayMs) * dayMs
  let clock = today - days * dayMs
  const retention = () => ({ operationDays: 400, sampleDays: 9 })
  const history = await openHistory({
    ...{ dir, writer: 'main', flushMs: hourMs, now: () => clock, log: () => undefined, retention },
  })
  const random = seeded(7)
  const spread = (): number => random.int(900, 1_100) / 1_000
  for (let day = 0; day < days; day += 1) {
    for (let hour = 8; hour < 16; hour += 1) {
      const start = today - (days - day) * dayMs + hour * hourMs
      const busy = days - day === 6 && hour >= 11
      for (const [kind, ms] of formats) {
        for (let place = 0; place < 6; place += 1) {
          const slower = kind === 'avif' ? 1 + day / (3 * days) : kind === 'webp' && busy ? 3 : 1
          history.recordOperation(operation(start + place * 60_000, kind, ms * slower * spread()))
        }
      }
      for (let at = start; at < start + hourMs; at += 60_000) {
        history.recordSample(sample(at, busy ? 90 : random.int(20, 25), queued))
      }
    }
    // A question, so that what is waiting is written.
    await history.listRuns({ limit: 1 })
    clock = today - (days - day - 1) * dayMs
    if (day % 7 === 6 || day === days - 1) await history.upkeep()
  }
  await history.close()
}

function operation(at: number, kind: string, durationMs: number): Operation {
  return { at, operation: 'optimize', kind, status: 'ok', durationMs, sizeClass: '1-4MP' }
}

function sample(at: number, cpu: number, queued: number): Sample {
  return {
    at,
    cpu: { total: cpu, own: 10, cores: [cpu] },
    memory: { totalBytes: 16e9, usedBytes: 8e9, usedPercent: 50, ownBytes: 3e8 },
    processes: [{ kind: 'engine', pid: 1, residentBytes: 1e8, cpuPercent: 1 }],
    load: 1,
    temperature: 50,
    battery: null,
    disk: { readBytesPerSecond: 1e6, writeBytesPerSecond: 1e6 },
    drives: [{ path: '/', freeBytes: 5e10, totalBytes: 1e11 }],
    pool: { size: 3, busy: 1, queued },
    throughput: { imagesPerSecond: 1, megapixelsPerSecond: 4, bytesInPerSecond: 1e6, bytesOutPerSecond: 1e5 },
  }
}
