import { performance } from 'node:perf_hooks'
import type { PoolTaskName } from '../shared/contract/pool.ts'
import { WhittleError } from '../shared/errors.ts'
import type { Operation } from '../shared/model/history.ts'
import type { HistoryPort, PoolPort } from './ports.ts'

/** Batches record these themselves, per output. */
const recordedElsewhere: ReadonlySet<PoolTaskName> = new Set(['optimize'])

/** Records how long each probe and preview took, from the request to the answer. */
export function recordJobs(pool: PoolPort, history: Pick<HistoryPort, 'recordOperation'>): PoolPort {
  const record = (operation: PoolTaskName, startedAt: number, status: Operation['status']): void => {
    if (recordedElsewhere.has(operation)) return
    const durationMs = performance.now() - startedAt
    history.recordOperation({ at: Date.now(), operation, kind: 'image', status, durationMs })
  }
  return {
    ...pool,
    run: async (task, payload, options) => {
      const startedAt = performance.now()
      try {
        const result = await pool.run(task, payload, options)
        record(task, startedAt, 'ok')
        return result
      } catch (error) {
        const cancelled =
          error instanceof WhittleError && (error.code === 'CANCELLED' || error.code === 'INTERRUPTED')
        record(task, startedAt, cancelled ? 'cancelled' : 'error')
        throw error
      }
    },
  }
}
