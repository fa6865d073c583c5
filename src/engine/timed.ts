import { performance } from 'node:perf_hooks'
import { toErrorData } from '../shared/errors.ts'
import type { Operation } from '../shared/model/history.ts'
import type { HistoryPort } from './ports.ts'

/** Does something and records how long it took and how it ended; its result and its error are handed on. */
export async function timed<T>(
  history: Pick<HistoryPort, 'recordOperation'>,
  operation: string,
  kind: string,
  run: () => Promise<T>,
  describe: (result: T) => Partial<Pick<Operation, 'kind' | 'sizeClass'>> = () => ({}),
): Promise<T> {
  const startedAt = performance.now()
  const record = (rest: Pick<Operation, 'status'> & Partial<Operation>): void => {
    const durationMs = performance.now() - startedAt
    history.recordOperation({ at: Date.now(), operation, kind, durationMs, ...rest })
  }
  try {
    const result = await run()
    record({ status: 'ok', ...describe(result) })
    return result
  } catch (error) {
    const { code } = toErrorData(error)
    const cancelled = code === 'CANCELLED' || code === 'INTERRUPTED'
    record(cancelled ? { status: 'cancelled' } : { status: 'error', code })
    throw error
  }
}
