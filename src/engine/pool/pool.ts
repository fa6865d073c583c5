import { setMaxListeners } from 'node:events'
import type { ResultParsers } from '../../shared/contract/define.ts'
import {
  type PoolPayload,
  type PoolReply,
  type PoolResult,
  type PoolTaskName,
  type PoolTasks,
  poolTasks,
} from '../../shared/contract/pool.ts'
import { toErrorData, WhittleError } from '../../shared/errors.ts'
import { type Lifecycle, maxFailedStarts, restartDelayMs } from '../../shared/lifecycle.ts'
import type { Log, PoolPort, RunOptions } from '../ports.ts'
import { type HostProcess, startHost } from './host-process.ts'
import { afterCrash, afterFailure, afterTimeout, type Job, newJob, type Verdict } from './job.ts'
import { type Priority, setPriority } from './priority.ts'

export type PoolOptions = {
  readonly entry: string
  readonly execPath: string
  /** Worker threads of the host. */
  readonly threads: number
  readonly log: Log
  readonly onLifecycle: (lifecycle: Lifecycle) => void
  /** Time that a host may take to become ready, in milliseconds. */
  readonly startLimitMs?: number
  /** Tells the system; `false` when it does not allow that. Default: it does. */
  readonly applyPriority?: (pid: number, priority: Priority) => boolean
}

export type Pool = PoolPort & {
  /** Starts the host unless it runs; resolves when it is ready, rejects with `POOL_UNAVAILABLE` when it cannot be. */
  readonly ready: () => Promise<void>
  /** For this host and those after it. One that cannot be raised again is replaced as soon as its jobs are done. */
  readonly setPriority: (priority: Priority) => void
  readonly close: () => Promise<void>
}

const tasks: ResultParsers<PoolTasks> = poolTasks

/**
 * Keeps one pool host running and gives it jobs. A job is settled exactly once: when the host dies or is
 * ended by the watchdog, the jobs that were in it run again in a fresh one, suspects alone.
 */
export function createPool(options: PoolOptions): Pool {
  return new PoolClient(options)
}

/** A timer cannot wait longer, in milliseconds: a larger number fires at once. */
const longestTimer = 2 ** 31 - 1

class PoolClient implements Pool {
  readonly #options: PoolOptions
  readonly #waiting: Job[] = []
  readonly #running = new Map<number, Job>()
  readonly #starters: { resolve: () => void; reject: (error: WhittleError) => void }[] = []
  #lifecycle: Lifecycle = { state: 'stopped' }
  #host: HostProcess | undefined
  #versions: Readonly<Record<string, string>> = {}
  #usage = { cpuMs: 0, residentBytes: 0, peakBytes: 0 }
  #nextId = 1
  /** Hosts in a row that ended before any job was given to them. */
  #failedStarts = 0
  /** The job on whose account the host is being ended. */
  #overdue: Job | undefined
  /** Runs out when the host takes too long to become ready, or when it is time to start the next one. */
  #timer: NodeJS.Timeout | undefined
  readonly #setPriority: (pid: number, priority: Priority) => boolean
  #priority: Priority = 'normal'
  /** The host is to be replaced: it gets no more jobs, and is ended when it has none. */
  #replacing = false
  #closing: Promise<void> | undefined
  #onStopped: (() => void) | undefined

  constructor(options: PoolOptions) {
    this.#options = options
    this.#setPriority = options.applyPriority ?? setPriority
  }

  readonly lifecycle = (): Lifecycle => this.#lifecycle
  readonly versions = () => this.#versions
  readonly usage = () => ({ pid: this.#host?.pid, ...this.#usage })
  readonly load = () => ({
    size: this.#options.threads,
    busy: this.#running.size,
    queued: this.#waiting.length,
  })

  readonly run = async <K extends PoolTaskName>(
    task: K,
    payload: PoolPayload<K>,
    runOptions: RunOptions,
  ): Promise<PoolResult<K>> => {
    const { signal } = runOptions
    if (this.#closing !== undefined) throw new WhittleError('INTERRUPTED')
    if (signal?.aborted) throw new WhittleError('CANCELLED')
    // One signal serves all jobs of a batch; more than ten at once are no leak.
    if (signal !== undefined) setMaxListeners(0, signal)
    let onAbort = (): void => undefined
    try {
      const result = await new Promise<unknown>((resolve, reject) => {
        const job = newJob({ id: this.#nextId++, task, payload, options: runOptions, resolve, reject })
        onAbort = () => this.#cancel(job)
        signal?.addEventListener('abort', onAbort)
        this.#enqueue(job)
      })
      return parsed(task, result)
    } finally {
      signal?.removeEventListener('abort', onAbort)
    }
  }

  readonly ready = (): Promise<void> =>
    new Promise((resolve, reject) => {
      if (this.#closing !== undefined) return reject(new WhittleError('INTERRUPTED'))
      if (this.#lifecycle.state === 'ready') return resolve()
      this.#starters.push({ resolve, reject })
      this.#startIfIdle()
    })

  readonly setPriority = (priority: Priority): void => {
    this.#priority = priority
    this.#applyPriority()
  }

  readonly close = (): Promise<void> => {
    this.#closing ??= this.#close()
    return this.#closing
  }

  async #close(): Promise<void> {
    clearTimeout(this.#timer)
    const host = this.#host
    const stopped = host && new Promise<void>((resolve) => (this.#onStopped = resolve))
    this.#set({ state: 'stopped' })
    const error = new WhittleError('INTERRUPTED')
    for (const job of [...this.#running.values(), ...this.#waiting.splice(0)]) {
      this.#settle(job, { again: false, error })
    }
    for (const starter of this.#starters.splice(0)) starter.reject(error)
    host?.kill()
    await stopped
  }

  #applyPriority(): void {
    const pid = this.#host?.pid
    if (pid === undefined || this.#lifecycle.state !== 'ready') return
    this.#replacing = !this.#setPriority(pid, this.#priority)
    this.#dispatch()
  }

  #enqueue(job: Job): void {
    // Somebody is looking at a preview; batch work can wait the fraction of a second.
    const firstOther = this.#waiting.findIndex((one) => rankOf(one) > rankOf(job))
    this.#waiting.splice(firstOther < 0 ? this.#waiting.length : firstOther, 0, job)
    this.#startIfIdle()
    this.#dispatch()
  }

  #startIfIdle(): void {
    if (this.#lifecycle.state === 'stopped' || this.#lifecycle.state === 'failed') this.#start()
  }

  #cancel(job: Job): void {
    const at = this.#waiting.indexOf(job)
    if (at >= 0) {
      this.#waiting.splice(at, 1)
      job.reject(new WhittleError('CANCELLED'))
      // It may have been the one that wanted to be alone.
      this.#dispatch()
    } else if (this.#running.has(job.id)) {
      this.#host?.send({ type: 'cancel', jobId: job.id })
    }
  }

  #start(): void {
    const limitMs = this.#options.startLimitMs ?? 30_000
    this.#failedStarts += 1
    this.#overdue = undefined
    this.#set({ state: 'starting' })
    try {
      const host = startHost({
        entry: this.#options.entry,
        execPath: this.#options.execPath,
        threads: this.#options.threads,
        log: this.#options.log,
        onReply: (reply) => this.#receive(reply),
        onExit: (reason) => this.#exited(reason),
      })
      this.#host = host
      this.#timer = setTimeout(() => {
        this.#options.log('warn', `The pool host was not ready after ${limitMs} ms; it is ended.`)
        host.kill()
      }, limitMs)
    } catch (error) {
      this.#exited(`it could not be started: ${String(error)}`)
    }
  }

  #receive(reply: PoolReply): void {
    switch (reply.type) {
      case 'ready':
        clearTimeout(this.#timer)
        if (this.#closing !== undefined) return
        this.#versions = reply.versions
        this.#set({ state: 'ready', pid: reply.pid })
        if (this.#priority !== 'normal') this.#setPriority(reply.pid, this.#priority)
        for (const starter of this.#starters.splice(0)) starter.resolve()
        this.#dispatch()
        return
      case 'usage':
        this.#usage = { cpuMs: reply.cpuMs, residentBytes: reply.residentBytes, peakBytes: reply.peakBytes }
        return
      case 'log':
        this.#options.log(reply.level, reply.message)
        return
      case 'started':
        this.#running.get(reply.jobId)?.options.onStart?.()
        return
      case 'progress':
        this.#running.get(reply.jobId)?.options.onProgress?.(reply.progress)
        return
      case 'done':
        this.#finish(reply.jobId, (job) => job.resolve(reply.result))
        return
      case 'failed':
        this.#finish(reply.jobId, (job) =>
          this.#settle(job, afterFailure(job, WhittleError.from(reply.error))),
        )
    }
  }

  #finish(jobId: number, settle: (job: Job) => void): void {
    const job = this.#running.get(jobId)
    if (job === undefined) return
    clearTimeout(job.watchdog)
    this.#running.delete(jobId)
    settle(job)
    this.#dispatch()
  }

  /** Rejects the job or puts it first in line again. */
  #settle(job: Job, verdict: Verdict): void {
    clearTimeout(job.watchdog)
    this.#running.delete(job.id)
    if (!verdict.again) job.reject(verdict.error)
    else if (job.options.signal?.aborted) job.reject(new WhittleError('CANCELLED'))
    else this.#waiting.unshift(job)
  }

  #dispatch(): void {
    if (this.#lifecycle.state !== 'ready') return
    if (this.#replacing) {
      if (this.#running.size === 0) this.#host?.kill()
      return
    }
    while (this.#running.size < this.#options.threads) {
      const next = this.#nextWaiting()
      if (next === undefined) return
      const occupied = this.#running.size > 0
      const someoneAlone = [...this.#running.values()].some((job) => job.alone)
      if (someoneAlone || (next.alone && occupied)) return
      this.#waiting.splice(this.#waiting.indexOf(next), 1)
      this.#send(next)
    }
  }

  /**
   * The first in line. While there is other work, previews go one at a time: somebody who scrolls through thousands
   * of rows asks for more of them than a batch could wait for.
   */
  #nextWaiting(): Job | undefined {
    const running = [...this.#running.values()]
    const isWork = (job: Job): boolean => job.task !== 'preview'
    const enough = running.some((job) => !isWork(job)) && (running.some(isWork) || this.#waiting.some(isWork))
    return enough ? this.#waiting.find(isWork) : this.#waiting[0]
  }

  #send(job: Job): void {
    this.#failedStarts = 0
    this.#running.set(job.id, job)
    const company = this.#running.size > 1
    job.hadCompany = company
    if (company) for (const other of this.#running.values()) other.hadCompany = true
    job.watchdog = setTimeout(
      () => {
        const { limitMs } = job.options
        this.#options.log('warn', `A ${job.task} job ran longer than ${limitMs} ms; its process is ended.`)
        this.#overdue = job
        this.#host?.kill()
      },
      Math.min(job.options.limitMs, longestTimer),
    )
    this.#host?.send({ type: 'run', jobId: job.id, task: job.task, payload: job.payload })
  }

  #exited(reason: string): void {
    clearTimeout(this.#timer)
    this.#host = undefined
    this.#usage = { cpuMs: 0, residentBytes: 0, peakBytes: 0 }
    if (this.#closing !== undefined) {
      this.#onStopped?.()
      return
    }
    if (this.#replacing && this.#running.size === 0) {
      this.#replacing = false
      this.#options.log('info', 'The pool host is replaced by one with a higher priority.')
      this.#start()
      return
    }
    this.#replacing = false
    this.#options.log('warn', `The pool host is gone: ${reason}. ${this.#running.size} jobs were in it.`)
    this.#rescue()
    if (this.#failedStarts >= maxFailedStarts) this.#giveUp(reason)
    else this.#restart(reason)
  }

  /** Decides what becomes of each job that was in the dead host. Reversed, so that the order is kept. */
  #rescue(): void {
    const overdue = this.#overdue
    for (const job of [...this.#running.values()].reverse()) {
      if (overdue === undefined) this.#settle(job, afterCrash(job))
      else this.#settle(job, job === overdue ? afterTimeout(job) : { again: true })
    }
  }

  #restart(reason: string): void {
    const retryInMs = restartDelayMs(this.#failedStarts)
    this.#set({ state: 'restarting', attempt: this.#failedStarts + 1, retryInMs, reason })
    this.#timer = setTimeout(() => this.#start(), retryInMs)
  }

  #giveUp(reason: string): void {
    const error = new WhittleError('POOL_UNAVAILABLE', { detail: reason })
    this.#failedStarts = 0
    this.#set({ state: 'failed', error: toErrorData(error) })
    for (const waiter of [...this.#waiting.splice(0), ...this.#starters.splice(0)]) waiter.reject(error)
  }

  #set(lifecycle: Lifecycle): void {
    this.#lifecycle = lifecycle
    this.#options.onLifecycle(lifecycle)
  }
}

/** Place in the line: lower ones go first, equal ones in their order. */
function rankOf({ task, options }: Job): number {
  if (options.urgent === true) return 0
  return task === 'preview' ? 1 : 2
}

function parsed<K extends PoolTaskName>(task: K, result: unknown): PoolResult<K> {
  try {
    return tasks[task].result.parse(result)
  } catch (cause) {
    throw new WhittleError('INTERNAL', { detail: `The answer to ${task} is not valid: ${cause}`, cause })
  }
}
