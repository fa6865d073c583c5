import { create } from 'zustand'
import type { Sample } from '../../shared/model/monitor.ts'
import { call } from '../bridge.ts'
import { notifyError } from '../components/notify.ts'
import { useSamples } from './samples.ts'

/** `live` shows what the window holds, up to ten minutes; the others ask the history. In milliseconds. */
export const sampleRanges = { live: 0, hour: 3_600_000, sixHours: 21_600_000, day: 86_400_000 } as const
export type SampleRange = keyof typeof sampleRanges

/** Points across a graph: about one in two CSS pixels. */
const points = 360

type RangeState = {
  readonly range: SampleRange
  /** Of the past, when `range` is not `live`; averages over a step each. */
  readonly past: readonly Sample[]
  /** What was shown when it was paused; `undefined` while it moves. */
  readonly frozen: readonly Sample[] | undefined
  readonly choose: (range: SampleRange) => Promise<void>
  readonly freeze: (samples: readonly Sample[] | undefined) => void
}

export const useSampleRange = create<RangeState>()((set, get) => ({
  range: 'live',
  past: [],
  frozen: undefined,
  choose: async (range) => {
    set({ range, frozen: undefined })
    if (range === 'live') return
    try {
      const past = await pastSamples(sampleRanges[range])
      if (get().range === range) set({ past })
    } catch (error) {
      notifyError(error)
    }
  },
  freeze: (frozen) => set({ frozen }),
}))

const metrics = [
  'cpu',
  'cpu_own',
  'memory',
  'memory_own',
  'pool_size',
  'pool_busy',
  'pool_queued',
  'images_per_second',
  'megapixels_per_second',
  'disk_read',
  'disk_write',
  'disk_free',
] as const
type Metric = (typeof metrics)[number]

async function pastSamples(rangeMs: number): Promise<Sample[]> {
  const to = Date.now()
  const step = Math.max(10_000, Math.ceil(rangeMs / points / 10_000) * 10_000)
  const columns = await Promise.all(
    metrics.map(async (metric) => {
      const { series } = await call('queryHistory', {
        metric,
        from: to - rangeMs,
        to,
        step,
        // Of several drives the fullest one counts.
        aggregations: [metric === 'disk_free' ? 'min' : 'avg'],
      })
      const values = (series[0]?.points ?? []).map(
        ({ at, values }) => [at, values.avg ?? values.min ?? 0] as const,
      )
      return [metric, new Map(values)] as const
    }),
  )
  const totalBytes = useSamples.getState().samples.at(-1)?.memory.totalBytes ?? 1
  return samplesOf(new Map(columns), totalBytes)
}

/** Samples as the graphs read them, from columns by time; `totalBytes` is the machine's memory. */
export function samplesOf(
  columns: ReadonlyMap<Metric, ReadonlyMap<number, number>>,
  totalBytes: number,
): Sample[] {
  const times = [...(columns.get('cpu')?.keys() ?? [])].toSorted((a, b) => a - b)
  const value = (metric: Metric, at: number): number => columns.get(metric)?.get(at) ?? 0
  return times.map((at) => ({
    at,
    cpu: { total: value('cpu', at), own: value('cpu_own', at), cores: [] },
    memory: {
      totalBytes,
      usedBytes: 0,
      usedPercent: value('memory', at),
      ownBytes: value('memory_own', at),
    },
    processes: [],
    load: null,
    temperature: null,
    battery: null,
    disk: columns.get('disk_read')?.has(at)
      ? { readBytesPerSecond: value('disk_read', at), writeBytesPerSecond: value('disk_write', at) }
      : null,
    drives: columns.get('disk_free')?.has(at)
      ? [{ path: '', freeBytes: value('disk_free', at), totalBytes: 0 }]
      : [],
    pool: {
      size: Math.round(value('pool_size', at)),
      busy: Math.round(value('pool_busy', at)),
      queued: Math.round(value('pool_queued', at)),
    },
    throughput: {
      imagesPerSecond: value('images_per_second', at),
      megapixelsPerSecond: value('megapixels_per_second', at),
      bytesInPerSecond: 0,
      bytesOutPerSecond: 0,
    },
  }))
}
