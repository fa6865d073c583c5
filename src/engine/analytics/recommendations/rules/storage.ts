import { valueText } from '../../words.ts'
import { type Advice, type Facts, madeOf, sum } from '../facts.ts'

/** Look-ups that found a result gone for want of room. */
const leastEvicted = 20
const leastHitGain = 0.02

/** A cache that removes results before they are wanted again. */
export function cacheTooSmall({ cache, settings, disk }: Facts): Advice[] {
  const { advice, missReasons } = cache
  const evicted = sum(
    missReasons
      .filter(({ reason }) => reason === 'evicted' || reason === 'expired')
      .map(({ misses }) => misses),
  )
  if (advice === undefined || !settings.cache.enabled || evicted < leastEvicted) return []
  const { now, advised } = advice.hitRate
  const gain = advised - now
  const more = Math.max(0, advice.maxBytes - settings.cache.maxBytes)
  // A cache that fills the drive is worse than none.
  if (gain < leastHitGain || (disk.freeBytes !== undefined && disk.freeBytes < 2 * more)) return []
  const reach = 1.645 * Math.sqrt((advised * (1 - advised)) / advice.lookups)
  const maxBytes = Math.max(settings.cache.maxBytes, advice.maxBytes)
  const ttlDays = Math.max(settings.cache.ttlDays, advice.ttlDays)
  return [
    {
      ...{ id: 'cache-too-small', rule: 'cache-too-small', group: 'performance', object: '' },
      title: `Let the cache have ${valueText(maxBytes, 'bytes')} and keep results for ${ttlDays} days.`,
      reason: `${evicted} results were gone when they were wanted again. ${advice.reason}`,
      facts: { evicted, maxBytes, ttlDays, hitsNow: 100 * now, hitsAdvised: 100 * advised, more },
      evidence: [
        { ...gone, value: evicted, unit: 'number', source: { type: 'cache' } },
        { ...hitsNow, value: 100 * now, unit: 'percent', source: { type: 'cache' } },
        { ...hitsAdvised, value: 100 * advised, unit: 'percent', source: { type: 'cache' } },
      ],
      gain: {
        ...{ what: 'hits', unit: 'percent', per: 'batch' },
        amount: { low: 100 * Math.max(0, gain - reach), expected: 100 * gain, high: 100 * (gain + reach) },
      },
      risk: {
        level: more > 0 ? 'low' : 'none',
        message: `It takes up to ${valueText(more, 'bytes')} more on disk.`,
      },
      action: { type: 'settings', patch: { cache: { maxBytes, ttlDays } } },
    },
  ]
}

const gone = { label: 'Results that were gone', what: 'results-gone' } as const
const hitsNow = { label: 'Hits now', what: 'hits-now' } as const
const hitsAdvised = { label: 'Hits with these limits', what: 'hits-advised' } as const

/** Outputs whose writing was timed. */
const leastWrites = 50
/** Share of an output's time that goes into writing it, and bytes per second below which that is the drive's fault. */
const leastShare = 0.2
const slowBelow = 20e6
/** What any drive inside of a machine does. */
const usualSpeed = 100e6

/** An output folder on a drive that images wait for. */
export function slowTarget(facts: Facts): Advice[] {
  const folders = new Map<
    string,
    { bytes: number; writeMs: number; ms: number; outputs: number; images: number; runId: string }
  >()
  for (const { run, items } of facts.runs) {
    const known = folders.get(run.outDir) ?? {
      bytes: 0,
      writeMs: 0,
      ms: 0,
      outputs: 0,
      images: 0,
      runId: run.id,
    }
    for (const item of items) {
      const written = madeOf(item).filter(({ writeMs }) => writeMs !== undefined)
      if (written.length > 0) known.images += 1
      for (const { bytes, writeMs = 0, ms } of written) {
        known.bytes += bytes
        known.writeMs += writeMs
        known.ms += ms
        known.outputs += 1
      }
    }
    folders.set(run.outDir, known)
  }
  return [...folders].flatMap(([folder, { bytes, writeMs, ms, outputs, images, runId }]): Advice[] => {
    if (outputs < leastWrites || writeMs === 0) return []
    const speed = bytes / (writeMs / 1_000)
    const share = writeMs / ms
    if (speed >= slowBelow || share < leastShare) return []
    const perImage = (writeMs / images) * (1 - speed / usualSpeed)
    const source = { type: 'run' as const, runId }
    return [
      {
        ...{ id: `slow-target:${folder}`, rule: 'slow-target', group: 'performance', object: folder },
        title: 'Write results to a faster drive, and move them when they are done.',
        reason: `Writing to ${folder} takes ${Math.round(100 * share)} % of the time, at ${valueText(speed, 'bytesPerSecond')}.`,
        facts: { folder, share: 100 * share, speed, outputs },
        evidence: [
          { label: 'Writing', what: 'writing-speed', value: speed, unit: 'bytesPerSecond', source },
          { label: 'Share of the time', what: 'writing-share', value: 100 * share, unit: 'percent', source },
        ],
        gain: {
          ...{ what: 'time', unit: 'ms', per: 'image' },
          amount: { low: 0.5 * perImage, expected: 0.8 * perImage, high: perImage },
        },
        risk: { level: 'none', message: 'Results have to be moved afterwards.' },
        action: { type: 'none' },
      },
    ]
  })
}

/** Bytes free below which the home folder is about to be in the way. */
const shortBelow = 10e9
/** Of raw records; less is not worth the details that go. */
const leastBytes = 100e6
const leastDays = { operations: 7, samples: 1 } as const

const inBytes = { unit: 'bytes', source: { type: 'settings' } } as const

/** Raw records that take room on a drive that is nearly full; roll-ups keep what they say. */
export function retention({ settings, disk }: Facts): Advice[] {
  const { freeBytes, operationBytes, sampleBytes } = disk
  if (freeBytes === undefined || freeBytes >= shortBelow || operationBytes + sampleBytes < leastBytes)
    return []
  const operationDays = Math.max(leastDays.operations, Math.floor(settings.history.operationDays / 2))
  const sampleDays = Math.min(settings.history.sampleDays, leastDays.samples)
  const part = (days: number, of: number) => Math.max(0, 1 - days / of)
  const saved =
    operationBytes * part(operationDays, settings.history.operationDays) +
    sampleBytes * part(sampleDays, settings.history.sampleDays)
  if (saved < leastBytes / 2) return []
  return [
    {
      ...{ id: 'retention', rule: 'retention', group: 'resources', object: '' },
      title: `Keep single operations for ${operationDays} days and seconds of the machine for ${sampleDays}.`,
      reason: `The drive has ${valueText(freeBytes, 'bytes')} left; raw records take ${valueText(operationBytes + sampleBytes, 'bytes')}.`,
      facts: { operationDays, sampleDays, free: freeBytes, taken: operationBytes + sampleBytes },
      evidence: [
        { label: 'Free', what: 'free', value: freeBytes, ...inBytes },
        { label: 'Single operations', what: 'operations', value: operationBytes, ...inBytes },
        { label: 'Seconds of the machine', what: 'samples', value: sampleBytes, ...inBytes },
      ],
      gain: {
        ...{ what: 'disk', unit: 'bytes', per: 'once' },
        // Days differ in how much was done on them.
        amount: { low: 0.6 * saved, expected: saved, high: 1.3 * saved },
      },
      risk: { level: 'low', message: 'Older times can be looked at by the minute, hour and day only.' },
      action: { type: 'settings', patch: { history: { operationDays, sampleDays } } },
    },
  ]
}
