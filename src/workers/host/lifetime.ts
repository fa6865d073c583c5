import process from 'node:process'
import { toErrorData } from '../../shared/errors.ts'
import type { Parent } from './parent.ts'
import type { WorkerPool } from './worker-pool.ts'

/**
 * Decides when the pool host ends: as soon as its parent is gone, and at the first error that nobody expected, since
 * what state it leaves cannot be known. The engine starts a fresh one and runs the interrupted jobs again.
 */
export function bindLifetime(parent: Parent, pool: WorkerPool): void {
  const fail = async (error: unknown) => {
    const { message, detail } = toErrorData(error)
    parent.log('error', `The pool host ends: ${detail ?? message}`)
    await parent.flush()
    end(1, pool)
  }
  parent.onGone(() => end(0, pool))
  pool.onError(fail)
  process.on('uncaughtException', fail)
  // Ctrl+C in a terminal reaches every process of the group. What becomes of the jobs is the parent's to decide.
  process.on('SIGINT', () => undefined)
}

/**
 * `process.exit` ends the worker threads first and waits for whatever libvips is at: 34 s, measured during one AVIF
 * encode. Nothing is lost by being killed, since no file has its name before it is complete.
 */
function end(code: number, pool: WorkerPool): void {
  if (pool.hasJobs) process.kill(process.pid, 'SIGKILL')
  process.exit(code)
}
