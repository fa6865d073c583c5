import { basename } from 'node:path'
import type { PoolTaskName } from '../../shared/contract/pool.ts'
import type { WorkSpan } from '../../shared/model/monitor.ts'
import type { PoolPort, RunOptions } from '../ports.ts'

type Job = { readonly number: number; readonly lane: number; span: WorkSpan | undefined }

/** News are gathered for so long, in milliseconds: an image has a dozen steps, some of a millisecond. */
const gatherMs = 250

/** What the workers are at: jobs side by side in lanes, each in its steps. */
export class Lanes {
  readonly #onChange: (spans: readonly WorkSpan[]) => void
  readonly #jobs = new Set<Job>()
  #ended: WorkSpan[] = []
  #numbers = 0
  #timer: NodeJS.Timeout | undefined

  /** @param onChange - Told what ended since the last time and what is under way, which has no end yet. */
  constructor(onChange: (spans: readonly WorkSpan[]) => void) {
    this.#onChange = onChange
  }

  /** The same pool, watched. */
  watch(pool: PoolPort): PoolPort {
    return {
      ...pool,
      run: async (task, payload, options) => {
        const watched = this.#job(task, inputOf(payload), options)
        try {
          return await pool.run(task, payload, watched.options)
        } finally {
          watched.end()
        }
      },
    }
  }

  /** What is under way now. */
  current(): WorkSpan[] {
    return [...this.#jobs].flatMap(({ span }) => (span === undefined ? [] : [span]))
  }

  close(): void {
    clearTimeout(this.#timer)
  }

  #job(task: PoolTaskName, input: string, options: RunOptions) {
    let job: Job | undefined
    const { origin } = options
    const about = {
      task,
      name: basename(input),
      ...(origin === undefined ? {} : { batchId: origin.batchId, itemId: origin.itemId }),
    }
    const end = (): void => {
      if (job === undefined) return
      this.#end(job)
      this.#jobs.delete(job)
      job = undefined
      this.#tell()
    }
    const watched: RunOptions = {
      ...options,
      onStart: () => {
        // A job whose process died starts once more.
        end()
        job = { number: ++this.#numbers, lane: this.#freeLane(), span: undefined }
        this.#jobs.add(job)
        options.onStart?.()
      },
      onProgress: (progress) => {
        const { step, about: detail } = progress
        if (job !== undefined && progress.output === undefined && !isSame(job.span, step, detail)) {
          this.#end(job)
          job.span = { lane: job.lane, job: job.number, ...about, step, ...detail, from: Date.now() }
          this.#tell()
        }
        options.onProgress?.(progress)
      },
    }
    return { options: watched, end }
  }

  #end(job: Job): void {
    if (job.span !== undefined) this.#ended.push({ ...job.span, to: Date.now() })
    job.span = undefined
  }

  #freeLane(): number {
    const taken = new Set([...this.#jobs].map(({ lane }) => lane))
    let lane = 0
    while (taken.has(lane)) lane += 1
    return lane
  }

  #tell(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined
      this.#onChange([...this.#ended.splice(0), ...this.current()])
    }, gatherMs).unref()
  }
}

function isSame(span: WorkSpan | undefined, step: WorkSpan['step'], detail: Partial<WorkSpan> = {}): boolean {
  const { format, width, height } = detail
  return span?.step === step && span.format === format && span.width === width && span.height === height
}

function inputOf(payload: object): string {
  const input: unknown = Reflect.get(payload, 'input')
  return typeof input === 'string' ? input : ''
}
