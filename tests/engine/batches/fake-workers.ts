import { setMaxListeners } from 'node:events'
import type { PoolPort, RunOptions } from '../../../src/engine/ports.ts'
import type { ResultParsers } from '../../../src/shared/contract/define.ts'
import { type PoolPayload, type PoolTasks, poolTasks } from '../../../src/shared/contract/pool.ts'
import { type ErrorCode, WhittleError } from '../../../src/shared/errors.ts'
import { sampleResult } from '../../support/samples.ts'

export type OptimizeJob = { readonly payload: PoolPayload<'optimize'>; readonly options: RunOptions }

const tasks: ResultParsers<PoolTasks> = poolTasks

/** Workers in memory: they make nothing, and report everything as if they had. */
export class FakeWorkers {
  /** Originals in the order in which their jobs began. */
  readonly started: string[] = []
  /** The most jobs at once. */
  most = 0
  #running = 0
  readonly #failures = new Map<string, ErrorCode>()
  #gate: Promise<void> = Promise.resolve()
  #open = (): void => undefined
  readonly #whenStarted: { count: number; resolve: () => void }[] = []

  /** Jobs from now on wait after their first output until `release`. */
  hold(): void {
    this.#gate = new Promise((resolve) => {
      this.#open = resolve
    })
  }

  release(): void {
    this.#open()
  }

  /** Makes the jobs of an original fail after their first output. */
  fail(input: string, code: ErrorCode | undefined): void {
    if (code === undefined) this.#failures.delete(input)
    else this.#failures.set(input, code)
  }

  /** Resolves when so many jobs have begun in all. */
  hasStarted(count: number): Promise<void> {
    if (this.started.length >= count) return Promise.resolve()
    return new Promise((resolve) => this.#whenStarted.push({ count, resolve }))
  }

  readonly run: PoolPort['run'] = async (task, payload, options) => {
    if (!isOptimize(payload)) throw new Error(`Not scripted: ${task}`)
    if (options.signal?.aborted) throw new WhittleError('CANCELLED')
    if (options.signal !== undefined) setMaxListeners(0, options.signal)
    this.#begin(payload.input)
    try {
      return tasks[task].result.parse(await this.#optimize({ payload, options }))
    } finally {
      this.#running -= 1
    }
  }

  #begin(input: string): void {
    this.started.push(input)
    this.#running += 1
    this.most = Math.max(this.most, this.#running)
    for (const { count, resolve } of this.#whenStarted) if (this.started.length >= count) resolve()
  }

  async #optimize({ payload, options }: OptimizeJob) {
    options.onStart?.()
    options.onProgress?.({ step: 'encode' })
    const outputs = []
    for (const { partPath: _, ...planned } of payload.outputs) {
      const output = sampleResult(planned)
      outputs.push(output)
      options.onProgress?.({ step: 'write', output })
      await Promise.race([this.#gate, aborted(options.signal)])
      await new Promise(setImmediate)
      if (options.signal?.aborted) throw new WhittleError('CANCELLED')
      const code = this.#failures.get(payload.input)
      if (code !== undefined) throw new WhittleError(code)
    }
    return { outputs, notes: [], sha256: 'of the original' }
  }
}

function isOptimize(payload: object): payload is PoolPayload<'optimize'> {
  return 'outputs' in payload
}

function aborted(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) resolve()
    signal?.addEventListener('abort', () => resolve(), { once: true })
  })
}
