import { performance } from 'node:perf_hooks'
import { type IpcMainInvokeEvent, ipcMain, type WebFrameMain } from 'electron'
import { engineCommands } from '../../shared/contract/engine.ts'
import {
  commandChannel,
  type ExposedCommandName,
  exposedCommandNames,
  type ShellCommandName,
  type ShellHandlers,
  shellCommands,
} from '../../shared/contract/shell.ts'
import type { Reply } from '../../shared/contract/wire.ts'
import { toErrorData, WhittleError } from '../../shared/errors.ts'
import { keysOf } from '../../shared/keys-of.ts'
import type { EngineHost } from '../engine-host/engine-host.ts'

export type ExposeOptions = {
  readonly engine: EngineHost
  readonly shell: ShellHandlers
  /** Tells whether a frame is one of our windows' own page. */
  readonly isOurs: (frame: WebFrameMain | null) => boolean
  /** Told about the paths of which a batch was made. */
  readonly onPaths: (paths: readonly string[]) => void
}

/**
 * The only place where `ipcMain` is used. Each command has a channel of its own; senders that are not our own page
 * are rejected, parameters are parsed before anything sees them, and every call's duration is recorded.
 */
export function exposeCommands({ engine, shell, isOurs, onPaths }: ExposeOptions): void {
  const handle = (
    name: ExposedCommandName | ShellCommandName,
    answer: (params: unknown) => Promise<unknown>,
  ): void => {
    ipcMain.handle(
      commandChannel(name),
      async (event: IpcMainInvokeEvent, params: unknown): Promise<Reply> => {
        if (!isOurs(event.senderFrame)) throw new Error(`${name}: rejected sender`)
        const startedAt = performance.now()
        const reply = await settle(answer(params))
        record(engine, name, reply, performance.now() - startedAt)
        return reply
      },
    )
  }
  for (const name of exposedCommandNames) {
    handle(name, async (params) => {
      const parsed = engineCommands[name].params.safeParse(params)
      if (!parsed.success)
        throw new WhittleError('BAD_REQUEST', { detail: `${name}: ${parsed.error.message}` })
      if ('paths' in parsed.data) onPaths(parsed.data.paths)
      return engine.call(name, parsed.data)
    })
  }
  const shellNames = keysOf<ShellCommandName>(shellCommands)
  for (const name of shellNames) {
    handle(name, async (params) => {
      const parsed = shellCommands[name].params.safeParse(params)
      if (!parsed.success)
        throw new WhittleError('BAD_REQUEST', { detail: `${name}: ${parsed.error.message}` })
      const handler: (value: never) => unknown = shell[name]
      return handler(parsed.data as never)
    })
  }
}

async function settle(answer: Promise<unknown>): Promise<Reply> {
  try {
    return { ok: true, value: await answer }
  } catch (error) {
    return { ok: false, error: toErrorData(error) }
  }
}

/** Dialogs last as long as the person thinks, which says nothing about speed. */
const untimed: ReadonlySet<string> = new Set([
  'chooseInputs',
  'chooseFolder',
  'exportReport',
  'chooseLogo',
  'exportImages',
  'exportSettings',
  'recordWindowMetric',
])

function record(engine: EngineHost, kind: string, reply: Reply, durationMs: number): void {
  if (untimed.has(kind) || engine.lifecycle.state !== 'ready') return
  const outcome = reply.ok ? { status: 'ok' as const } : { status: 'error' as const, code: reply.error.code }
  // A lost measurement is not worth an error.
  engine
    .call('recordOperation', { at: Date.now(), operation: 'ipc', kind, ...outcome, durationMs })
    .catch(() => undefined)
}
