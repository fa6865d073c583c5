import type { PoolTaskName } from '../../shared/contract/pool.ts'
import { type ErrorCode, WhittleError } from '../../shared/errors.ts'
import type { RunOptions } from '../ports.ts'

/** One request to the workers, kept until it is settled, whatever happens to the process that runs it. */
export type Job = {
  readonly id: number
  readonly task: PoolTaskName
  readonly payload: unknown
  readonly options: RunOptions
  readonly resolve: (result: unknown) => void
  readonly reject: (error: WhittleError) => void
  /** Runs while nothing else does: a suspect, or a failure that is being confirmed. */
  alone: boolean
  /** Whether another job was in the same process at any time while this one ran. */
  hadCompany: boolean
  crashes: number
  timeouts: number
  watchdog: NodeJS.Timeout | undefined
}

export function newJob(
  request: Pick<Job, 'id' | 'task' | 'payload' | 'options' | 'resolve' | 'reject'>,
): Job {
  return {
    ...request,
    alone: request.options.alone ?? false,
    hadCompany: false,
    crashes: 0,
    timeouts: 0,
    watchdog: undefined,
  }
}

/** What to do with a job that did not succeed. */
export type Verdict = { readonly again: true } | { readonly again: false; readonly error: WhittleError }

const again: Verdict = { again: true }
const final = (error: WhittleError): Verdict => ({ again: false, error })

/**
 * Codes that come out of libvips. Its error buffer is per process: when several images fail at once, a failure
 * may carry another image's text (51 of 320 did), so it counts only when it happens again alone.
 */
const confirmAlone: ReadonlySet<ErrorCode> = new Set(['INPUT_CORRUPT', 'OUTPUT_INVALID', 'INTERNAL'])

/** The worker answered with an error. */
export function afterFailure(job: Job, error: WhittleError): Verdict {
  if (!confirmAlone.has(error.code) || !job.hadCompany) return final(error)
  job.alone = true
  return again
}

/** The host died by itself while the job ran in it. Everything that was in it is a suspect. */
export function afterCrash(job: Job): Verdict {
  job.crashes += 1
  if (job.crashes >= 2) return final(new WhittleError('DECODER_CRASHED'))
  job.alone = true
  return again
}

/** The host was ended because this job ran longer than its limit. */
export function afterTimeout(job: Job): Verdict {
  job.timeouts += 1
  if (job.timeouts >= 2) {
    const seconds = Math.round(job.options.limitMs / 1_000)
    return final(new WhittleError('TIMED_OUT', { detail: `Its limit was ${seconds} s; it was tried twice.` }))
  }
  job.alone = true
  return again
}
