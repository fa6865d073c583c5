import type { ParamsOf, ResultOf } from '../shared/contract/define.ts'
import { type EngineCommands, engineCommands } from '../shared/contract/engine.ts'
import {
  type ShellCommands,
  shellCommands,
  type WindowClient,
  type WindowEventName,
  type WindowEventPayload,
  windowEvents,
} from '../shared/contract/shell.ts'
import { replySchema } from '../shared/contract/wire.ts'
import { WhittleError } from '../shared/errors.ts'

type CommandName = keyof WindowClient
type WindowCommands = Pick<EngineCommands & ShellCommands, CommandName>
type Parses<T> = { parse(value: unknown): T }

/** What the preload exposes: names from the contract, values that nobody has looked at yet. */
type Preload = { readonly [K in CommandName]: (params: unknown) => Promise<unknown> } & {
  readonly on: { readonly [K in WindowEventName]: (listener: (payload: unknown) => void) => () => void }
  readonly pathsOf: (files: readonly File[]) => string[]
}

declare global {
  interface Window {
    readonly whittle: Preload
  }
}

const commands: {
  readonly [K in CommandName]: { readonly result: Parses<ResultOf<WindowCommands, K>> }
} = { ...engineCommands, ...shellCommands }
const events: { readonly [K in WindowEventName]: Parses<WindowEventPayload<K>> } = windowEvents

/**
 * Calls a command of the main process or the engine.
 *
 * @throws {WhittleError} with the code that the other side answered.
 */
export async function call<K extends CommandName>(
  name: K,
  params: ParamsOf<WindowCommands, K>,
): Promise<ResultOf<WindowCommands, K>> {
  const reply = replySchema.parse(await window.whittle[name](params))
  if (!reply.ok) throw WhittleError.from(reply.error)
  return commands[name].result.parse(reply.value)
}

/** Subscribes to one kind of news; the returned function ends the subscription. */
export function onEvent<K extends WindowEventName>(
  name: K,
  listener: (payload: WindowEventPayload<K>) => void,
): () => void {
  return window.whittle.on[name]((payload) => listener(events[name].parse(payload)))
}

/** The absolute path of each dropped or pasted file or folder; empty text for what has no place on a disk. */
export function pathsOf(files: readonly File[]): string[] {
  return window.whittle.pathsOf(files)
}
