import { MessageChannel, receiveMessageOnPort } from 'node:worker_threads'
import { Piscina } from 'piscina'
import type { PoolPayload, PoolTaskName } from '../../shared/contract/pool.ts'
import { WhittleError } from '../../shared/errors.ts'
import {
  type TaskCall,
  type TaskOutcome,
  versionsSchema,
  type WorkerNews,
  workerNewsSchema,
} from '../protocol.ts'

export type PoolJob = {
  readonly jobId: number
  readonly task: PoolTaskName
  readonly payload: PoolPayload<PoolTaskName>
  /** Called for everything the worker tells; never after the job has ended. */
  readonly onNews: (news: WorkerNews) => void
}

/** The worker threads and the jobs on them. */
export class WorkerPool {
  readonly threads: number
  readonly #piscina: Piscina<TaskCall | undefined, TaskOutcome>
  readonly #cancelFlags = new Map<number, Int32Array>()
  #busy = 0

  /**
   * @param options - `entry`: path of the built `worker.ts`; `threads`: how many images at a time.
   */
  constructor({ entry, threads }: { entry: string; threads: number }) {
    this.threads = threads
    this.#piscina = new Piscina({
      filename: entry,
      // The others start when there is work for them: each loads the codecs anew.
      minThreads: 1,
      maxThreads: threads,
      // Workers stay: loading sharp again costs more than a small image.
      idleTimeout: Number.POSITIVE_INFINITY,
      // By default an idle worker sleeps in Atomics.wait and its event loop stands still. That would save microseconds
      // on tasks that take milliseconds, and leave ports and file handles of the last one unclosed meanwhile.
      atomics: 'disabled',
      recordTiming: false,
    })
  }

  /** Jobs that a worker is at. */
  get busy(): number {
    return this.#busy
  }

  /** Whether any job was accepted that has not ended. */
  get hasJobs(): boolean {
    return this.#cancelFlags.size > 0
  }

  has(jobId: number): boolean {
    return this.#cancelFlags.has(jobId)
  }

  /** Calls `listener` when an idle worker dies, or cannot be started at all. A busy one rejects its job instead. */
  onError(listener: (error: unknown) => void): void {
    this.#piscina.on('error', listener)
  }

  /** Versions of Node, sharp and the codecs; rejects when the workers cannot load them. */
  async readVersions(): Promise<Record<string, string>> {
    return versionsSchema.parse(unwrap(await this.#piscina.run(undefined, { name: 'versions' })))
  }

  /**
   * Runs a job as soon as a worker is free.
   *
   * @returns The task's result.
   * @throws WhittleError, or whatever ended the worker.
   */
  async run({ jobId, task, payload, onNews }: PoolJob): Promise<unknown> {
    const { port1: news, port2 } = new MessageChannel()
    const cancelFlag = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)
    this.#cancelFlags.set(jobId, new Int32Array(cancelFlag))
    let started = false
    const hear = (message: unknown) => {
      const parsed = workerNewsSchema.parse(message)
      if (parsed.type === 'started') {
        started = true
        this.#busy += 1
      }
      onNews(parsed)
    }
    news.on('message', hear)
    try {
      const outcome = await this.#piscina.run(
        { payload, cancelFlag, news: port2 },
        { name: task, transferList: [port2] },
      )
      // The result comes by another port and may overtake the news that were sent before it.
      for (let left = receiveMessageOnPort(news); left !== undefined; left = receiveMessageOnPort(news))
        hear(left.message)
      return unwrap(outcome)
    } finally {
      news.close()
      this.#cancelFlags.delete(jobId)
      if (started) this.#busy -= 1
    }
  }

  /**
   * Asks a job to end before its next step. Never through piscina, which would end the worker with it. Jobs that are
   * not there have ended already.
   */
  cancel(jobId: number): void {
    const flag = this.#cancelFlags.get(jobId)
    if (flag !== undefined) Atomics.store(flag, 0, 1)
  }
}

function unwrap(outcome: TaskOutcome): unknown {
  if (outcome.ok) return outcome.value
  throw WhittleError.from(outcome.error)
}
