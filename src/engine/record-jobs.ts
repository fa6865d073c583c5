import * as z from 'zod'
import type { PoolTaskName } from '../shared/contract/pool.ts'
import { sizeClassOf } from '../shared/size-class.ts'
import type { HistoryPort, PoolPort } from './ports.ts'
import { timed } from './timed.ts'

/** Batches record these themselves, per output. */
const recordedElsewhere: ReadonlySet<PoolTaskName> = new Set(['optimize'])

/** Records how long each probe, preview and score took, from the request to the answer. */
export function recordJobs(pool: PoolPort, history: Pick<HistoryPort, 'recordOperation'>): PoolPort {
  return {
    ...pool,
    run: (task, payload, options) => {
      const job = () => pool.run(task, payload, options)
      // The same to everybody who looks at it: a file is read and recognized.
      const operation = task === 'fingerprint' ? 'probe' : task
      return recordedElsewhere.has(task) ? job() : timed(history, operation, 'image', job, imageOf)
    },
  }
}

/** What a result tells of the image: its format and its megapixel class. */
function imageOf(result: unknown): { kind?: string; sizeClass?: string } {
  const { data } = z.union([imageSchema, fingerprintSchema]).safeParse(result)
  return data === undefined ? {} : { kind: data.format, sizeClass: sizeClassOf(data) }
}

const imageSchema = z.object({ format: z.string(), width: z.number(), height: z.number() })

const fingerprintSchema = z.object({ probe: imageSchema }).transform(({ probe }) => probe)
