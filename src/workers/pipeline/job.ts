import type { PoolProgress } from '../../shared/contract/pool.ts'
import { WhittleError } from '../../shared/errors.ts'
import type { Step } from '../../shared/model/item.ts'

/** What a pipeline knows of the job that it works for. */
export type Job = {
  /**
   * Runs one named step of the pipeline and reports that it began.
   *
   * @throws WhittleError `CANCELLED` instead, when the job is to end.
   */
  readonly step: <T>(name: Step, work: () => Promise<T>, about?: PoolProgress['about']) => Promise<T>
  readonly report: (progress: PoolProgress) => void
}

export function createJob(host: {
  readonly isCancelled: () => boolean
  readonly report: (progress: PoolProgress) => void
}): Job {
  return {
    report: host.report,
    step: async (name, work, about) => {
      // The only place where a job ends early: what libvips has begun cannot be stopped, and between two steps
      // nothing is half done.
      if (host.isCancelled()) throw new WhittleError('CANCELLED')
      host.report({ step: name, ...(about === undefined ? {} : { about }) })
      return work()
    },
  }
}
