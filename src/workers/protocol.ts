import type { MessagePort } from 'node:worker_threads'
import * as z from 'zod'
import { type PoolPayload, type PoolTaskName, poolProgressSchema } from '../shared/contract/pool.ts'
import type { ErrorData } from '../shared/errors.ts'

/** What the pool host and its worker threads say to each other. */

/** A job as piscina hands it to a worker. */
export type TaskCall<K extends PoolTaskName = PoolTaskName> = {
  readonly payload: PoolPayload<K>
  /** Four bytes shared with the host; not zero once the job is to end before its next step. */
  readonly cancelFlag: SharedArrayBuffer
  /** Where the worker posts {@link WorkerNews} while the job runs. */
  readonly news: MessagePort
}

/** How a job ended. Errors come back as data: a clone would keep neither their class nor their code. */
export type TaskOutcome =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: ErrorData }

export const workerNewsSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('started') }),
  z.object({ type: z.literal('progress'), progress: poolProgressSchema }),
])
export type WorkerNews = z.output<typeof workerNewsSchema>

/** Node, sharp, libvips and the codecs, as the worker's task `versions` tells them. */
export const versionsSchema = z.record(z.string(), z.string())
