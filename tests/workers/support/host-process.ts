import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { onTestFinished } from 'vitest'
import { type PoolReply, type PoolRequest, poolReplySchema } from '../../../src/shared/contract/pool.ts'
import type { OutputResult } from '../../../src/shared/model/output.ts'

type ReplyOf<T extends PoolReply['type']> = Extract<PoolReply, { type: T }>
export type Exit = { readonly code: number | null; readonly signal: NodeJS.Signals | null }

/** A pool host as the engine starts it, and everything that it has said. Ended with the test. */
export class HostProcess {
  readonly replies: PoolReply[] = []
  readonly exit: Promise<Exit>
  readonly #child: ChildProcess
  #stderr = ''

  private constructor(child: ChildProcess) {
    this.#child = child
    this.exit = once(child, 'exit').then(([code, signal]) => ({ code, signal }))
    child.on('message', (message) => this.replies.push(poolReplySchema.parse(message)))
    child.stderr?.on('data', (chunk: Buffer) => {
      this.#stderr += chunk.toString()
    })
    onTestFinished(async () => {
      child.kill('SIGKILL')
      await this.exit
    })
  }

  /** Starts a host of two workers, unless the environment says otherwise. */
  static start(entry: string, env: Record<string, string> = {}): HostProcess {
    const child = fork(entry, {
      serialization: 'json',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      env: { ...process.env, WHITTLE_THREADS: '2', UV_THREADPOOL_SIZE: '4', MALLOC_ARENA_MAX: '2', ...env },
    })
    return new HostProcess(child)
  }

  /** What it has written to its standard error so far. */
  get stderr(): string {
    return this.#stderr
  }

  /** Sends a request; anything at all, for requests that must be refused. */
  send(request: PoolRequest | object): void {
    this.#child.send(request)
  }

  disconnect(): void {
    this.#child.disconnect()
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal)
  }

  /** The first reply that `pick` takes, said already or still to come. Rejects when the host ends without it. */
  async until<T>(pick: (reply: PoolReply) => T | undefined): Promise<T> {
    for (let seen = 0; ; ) {
      for (; seen < this.replies.length; seen += 1) {
        const reply = this.replies[seen]
        const picked = reply === undefined ? undefined : pick(reply)
        if (picked !== undefined) return picked
      }
      await this.#nextReply()
    }
  }

  ready(): Promise<ReplyOf<'ready'>> {
    return this.until((reply) => (reply.type === 'ready' ? reply : undefined))
  }

  /** How a job ended. */
  settled(jobId: number): Promise<ReplyOf<'done'> | ReplyOf<'failed'>> {
    return this.until((reply) =>
      (reply.type === 'done' || reply.type === 'failed') && reply.jobId === jobId ? reply : undefined,
    )
  }

  /** The outputs of a job that are in place. */
  outputsOf(jobId: number): OutputResult[] {
    return this.replies.flatMap((reply) =>
      reply.type === 'progress' && reply.jobId === jobId && reply.progress.output !== undefined
        ? [reply.progress.output]
        : [],
    )
  }

  async #nextReply(): Promise<void> {
    const ended = new AbortController()
    const gone = this.exit.then((exit) => {
      const said = JSON.stringify(this.replies.slice(-3))
      throw new Error(`The host ended: ${JSON.stringify(exit)} ${said} ${this.#stderr}`)
    })
    try {
      await Promise.race([once(this.#child, 'message', { signal: ended.signal }), gone])
    } finally {
      ended.abort()
    }
  }
}
