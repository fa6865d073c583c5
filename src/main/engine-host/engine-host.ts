import { type UtilityProcess, utilityProcess } from 'electron'
import type { ParamsOf, ResultOf, ResultParsers } from '../../shared/contract/define.ts'
import {
  type EngineCommandName,
  type EngineCommands,
  type EngineEventName,
  type EngineEventPayload,
  engineCommands,
  engineEvents,
} from '../../shared/contract/engine.ts'
import { type Downward, type EngineStart, type Upward, upwardSchema } from '../../shared/contract/wire.ts'
import { type ErrorData, toErrorData, WhittleError } from '../../shared/errors.ts'
import { type Lifecycle, type LogLine, maxFailedStarts, restartDelayMs } from '../../shared/lifecycle.ts'
import { findNode } from './find-node.ts'

export type EngineHostOptions = {
  /** Path of the built engine. */
  readonly entry: string
  readonly version: string
  /** What the engine does at the start of the app with batches that were not finished. */
  readonly unfinished: () => EngineStart['unfinished']
  /** How to start this app again, to print a report. */
  readonly printer: EngineStart['printer']
  readonly onLifecycle: (lifecycle: Lifecycle) => void
  readonly onEvent: <K extends Exclude<EngineEventName, 'log'>>(
    name: K,
    payload: EngineEventPayload<K>,
  ) => void
  readonly onLog: (line: LogLine) => void
  readonly onHome: (home: string) => void
  readonly log: (level: 'info' | 'warn' | 'error', message: string) => void
}

const commands: ResultParsers<EngineCommands> = engineCommands

/** An engine that ends sooner than this after it was ready has failed to start: else a crash at work would loop. */
const stableMs = 10_000

type Pending = { readonly resolve: (value: unknown) => void; readonly reject: (error: WhittleError) => void }

/**
 * Keeps the engine running in a utility process and relays between it and the windows. A crash restarts it; it
 * then goes on with the batches it was in the middle of. Calls made while it starts wait for it.
 */
export class EngineHost {
  readonly #options: EngineHostOptions
  readonly #pending = new Map<number, Pending>()
  #waiting: { go: () => void; fail: (error: WhittleError) => void }[] = []
  #lifecycle: Lifecycle = { state: 'stopped' }
  #child: UtilityProcess | undefined
  #nextId = 1
  #failedStarts = 0
  #readyAt = 0
  #wasReady = false
  #whenStopped: (() => void) | undefined

  constructor(options: EngineHostOptions) {
    this.#options = options
  }

  get lifecycle(): Lifecycle {
    return this.#lifecycle
  }

  async start(): Promise<void> {
    this.#set({ state: 'starting' })
    let nodePath: string
    try {
      nodePath = await findNode()
    } catch (error) {
      this.#fail(toErrorData(error))
      return
    }
    // Stopped while Node was looked for.
    if (this.#lifecycle.state !== 'starting') return
    const start: EngineStart = {
      version: this.#options.version,
      nodePath,
      // After a crash the engine goes on by itself; after a start of the app the person has decided.
      printer: this.#options.printer,
      unfinished: this.#wasReady ? 'resume' : this.#options.unfinished(),
    }
    const child = utilityProcess.fork(this.#options.entry, [JSON.stringify(start)], {
      serviceName: 'Whittle engine',
      stdio: 'pipe',
    })
    this.#child = child
    child.stdout?.on('data', (chunk: Buffer) => this.#options.log('info', chunk.toString().trimEnd()))
    child.stderr?.on('data', (chunk: Buffer) => this.#options.log('warn', chunk.toString().trimEnd()))
    child.on('message', (message: unknown) => this.#receive(message))
    child.on('exit', (code) => this.#exited(child, `it ended with code ${code}`))
  }

  /** Sends one command; resolves with its parsed result or rejects with a `WhittleError`. */
  async call<K extends EngineCommandName>(
    method: K,
    params: ParamsOf<EngineCommands, K>,
  ): Promise<ResultOf<EngineCommands, K>> {
    await this.#ready()
    const id = this.#nextId++
    const value = await new Promise<unknown>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject })
      this.#post({ type: 'call', id, method, params })
    })
    return commands[method].result.parse(value)
  }

  /** Lets the engine flush what it holds, and ends it; after five seconds the hard way. */
  async stop(): Promise<void> {
    const child = this.#child
    this.#set({ state: 'stopped' })
    if (child === undefined) return
    const gone = new Promise<void>((resolve) => {
      this.#whenStopped = resolve
    })
    this.#post({ type: 'stop' })
    const timer = setTimeout(() => child.kill(), 5_000)
    await gone
    clearTimeout(timer)
  }

  #ready(): Promise<void> {
    const lifecycle = this.#lifecycle
    if (lifecycle.state === 'ready') return Promise.resolve()
    if (lifecycle.state === 'failed') return Promise.reject(WhittleError.from(lifecycle.error))
    if (lifecycle.state === 'stopped') return Promise.reject(new WhittleError('ENGINE_UNAVAILABLE'))
    return new Promise((go, fail) => this.#waiting.push({ go, fail }))
  }

  #post(message: Downward): void {
    this.#child?.postMessage(message)
  }

  #receive(raw: unknown): void {
    const parsed = upwardSchema.safeParse(raw)
    if (!parsed.success) {
      this.#options.log(
        'error',
        `The engine sent a message that is not in the contract: ${parsed.error.message}`,
      )
      return
    }
    const message = parsed.data
    switch (message.type) {
      case 'ready':
        // It was asked to stop while it started, and will.
        if (this.#lifecycle.state !== 'starting') return
        this.#readyAt = Date.now()
        this.#wasReady = true
        this.#options.onHome(message.home)
        this.#set({ state: 'ready', pid: this.#child?.pid ?? 0 })
        for (const { go } of this.#waiting.splice(0)) go()
        return
      case 'startup-failed':
        this.#fail(message.error)
        return
      case 'event':
        this.#relay(message)
        return
      case 'result':
        this.#settle(message.id, (pending) => pending.resolve(message.value))
        return
      case 'error':
        this.#settle(message.id, (pending) => pending.reject(WhittleError.from(message.error)))
    }
  }

  #relay({ name, payload }: Extract<Upward, { type: 'event' }>): void {
    if (!isEvent(name)) return
    if (name === 'log') {
      this.#options.onLog(engineEvents.log.parse(payload))
      return
    }
    const parsed = engineEvents[name].safeParse(payload)
    if (parsed.success) this.#options.onEvent(name, parsed.data)
    else this.#options.log('error', `The event ${name} is not as in the contract: ${parsed.error.message}`)
  }

  #settle(id: number, settle: (pending: Pending) => void): void {
    const pending = this.#pending.get(id)
    this.#pending.delete(id)
    if (pending !== undefined) settle(pending)
  }

  #exited(child: UtilityProcess, reason: string): void {
    if (child !== this.#child) return
    this.#child = undefined
    for (const pending of this.#pending.values()) pending.reject(new WhittleError('ENGINE_UNAVAILABLE'))
    this.#pending.clear()
    const { state } = this.#lifecycle
    if (state === 'stopped') this.#whenStopped?.()
    if (state === 'stopped' || state === 'failed') return
    this.#options.log('warn', `The engine is gone: ${reason}`)
    const lasted = state === 'ready' && Date.now() - this.#readyAt > stableMs
    this.#failedStarts = lasted ? 0 : this.#failedStarts + 1
    if (this.#failedStarts >= maxFailedStarts) {
      this.#fail(toErrorData(new WhittleError('ENGINE_UNAVAILABLE', { detail: reason })))
      return
    }
    const retryInMs = restartDelayMs(this.#failedStarts)
    this.#set({ state: 'restarting', attempt: this.#failedStarts + 1, retryInMs, reason })
    setTimeout(() => this.#lifecycle.state === 'restarting' && this.start(), retryInMs)
  }

  #fail(error: ErrorData): void {
    this.#failedStarts = 0
    this.#set({ state: 'failed', error })
    this.#child?.kill()
    for (const { fail } of this.#waiting.splice(0)) fail(WhittleError.from(error))
  }

  #set(lifecycle: Lifecycle): void {
    this.#lifecycle = lifecycle
    this.#options.onLifecycle(lifecycle)
  }
}

function isEvent(name: string): name is EngineEventName {
  return Object.hasOwn(engineEvents, name)
}
