import type { ParamParsers } from '../shared/contract/define.ts'
import {
  type EngineClient,
  type EngineCommandName,
  type EngineCommands,
  type EngineHandlers,
  engineCommands,
} from '../shared/contract/engine.ts'
import { WhittleError } from '../shared/errors.ts'
import { keysOf } from '../shared/keys-of.ts'

const paramParsers: ParamParsers<EngineCommands> = engineCommands

/** Parses what callers pass, so that a handler sees only what the contract allows. */
export function toClient(handlers: EngineHandlers): EngineClient {
  const call =
    <K extends EngineCommandName>(name: K) =>
    async (params: unknown) => {
      const parsed = parse(name, params)
      return handlers[name](parsed)
    }
  const names = keysOf<EngineCommandName>(engineCommands)
  return Object.fromEntries(names.map((name) => [name, call(name)])) as EngineClient
}

function parse<K extends EngineCommandName>(name: K, params: unknown) {
  try {
    return paramParsers[name].params.parse(params)
  } catch (error) {
    throw new WhittleError('BAD_REQUEST', { detail: `${name}: ${String(error)}`, cause: error })
  }
}
