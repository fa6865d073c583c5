import { EventEmitter } from 'node:events'
import type { EngineEventName, EngineEventPayload } from '../shared/contract/engine.ts'
import type { LogLine } from '../shared/lifecycle.ts'
import type { Unsubscribe } from './ports.ts'

/** Log lines that are kept while nobody listens. */
const maxEarlyLines = 100

/** Node's emitter with the contract's names and payloads. */
export class Emitter {
  readonly #emitter = new EventEmitter()
  readonly #early: LogLine[] = []

  readonly emit = <K extends EngineEventName>(name: K, payload: EngineEventPayload<K>): void => {
    this.#emitter.emit(name, payload)
  }

  /** Emits `log`. What comes before anybody listens, while the engine is being built, is kept for who comes first. */
  readonly log = (line: LogLine): void => {
    const heard = this.#emitter.emit('log', line)
    if (!heard && this.#early.length < maxEarlyLines) this.#early.push(line)
  }

  readonly on = <K extends EngineEventName>(
    name: K,
    listener: (payload: EngineEventPayload<K>) => void,
  ): Unsubscribe => {
    this.#emitter.on(name, listener)
    if (name === 'log') for (const line of this.#early.splice(0)) this.log(line)
    return () => this.#emitter.off(name, listener)
  }
}
