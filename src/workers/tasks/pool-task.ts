import type { PoolPayload, PoolResult, PoolTaskName } from '../../shared/contract/pool.ts'
import { toErrorData } from '../../shared/errors.ts'
import { createJob, type Job } from '../pipeline/job.ts'
import type { TaskCall, TaskOutcome, WorkerNews } from '../protocol.ts'
import { releaseMemory } from './release-memory.ts'

/** Makes a function of the pipeline callable by piscina: news through the port, cancellation by the flag, errors as data. */
export function poolTask<K extends PoolTaskName>(
  work: (payload: PoolPayload<K>, job: Job) => Promise<PoolResult<K>>,
): (call: TaskCall<K>) => Promise<TaskOutcome> {
  return async ({ payload, cancelFlag, news }) => {
    const flag = new Int32Array(cancelFlag)
    const tell = (message: WorkerNews) => news.postMessage(message)
    const job = createJob({
      isCancelled: () => Atomics.load(flag, 0) !== 0,
      report: (progress) => tell({ type: 'progress', progress }),
    })
    tell({ type: 'started' })
    try {
      return { ok: true, value: await work(payload, job) }
    } catch (error) {
      return { ok: false, error: toErrorData(error) }
    } finally {
      releaseMemory()
    }
  }
}
