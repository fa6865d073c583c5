import * as z from 'zod'
import { lifecycleSchema } from '../lifecycle.ts'
import { type Client, command, type Handlers, type PayloadOf } from './define.ts'
import {
  type EngineClient,
  type EngineCommandName,
  engineCommands,
  engineEvents,
  reportFormatSchema,
} from './engine.ts'

const none = z.object({})
const place = engineCommands.locate.params

/** What the main process itself answers: dialogs, the file manager, the engine's life. */
export const shellCommands = {
  getShell: command(
    none,
    z.object({ engine: lifecycleSchema, platform: z.string(), version: z.string(), logFolder: z.string() }),
  ),
  /** Starts the engine again after it was given up; does nothing while it runs. */
  restartEngine: command(none, none),
  /** Opens the system's dialog; an empty list when it was closed. */
  chooseInputs: command(
    z.object({ kind: z.enum(['files', 'folder']) }),
    z.object({ paths: z.array(z.string()) }),
  ),
  chooseFolder: command(z.object({ title: z.string() }), z.object({ path: z.string().nullable() })),
  /** Shows a batch's folder, an original or an output in the file manager. */
  reveal: command(place, none),
  /** Asks for a folder and writes the reports there; `null` paths when the dialog was closed. */
  exportRun: command(
    z.object({ runId: z.string(), formats: z.array(reportFormatSchema).min(1) }),
    z.object({ paths: z.array(z.string()).nullable() }),
  ),
} as const

/** News that comes from the main process rather than the engine. */
const shellEvents = {
  engineChanged: lifecycleSchema,
  /** Paths that arrived from outside the window: the command line, the dock, a second start. */
  pathsOpened: z.object({ paths: z.array(z.string()) }),
} as const

/** The engine's commands that a window may call. What is missing here cannot be reached from a renderer. */
export const exposedCommandNames = [
  'getSnapshot',
  'createBatch',
  'configureBatch',
  'startBatch',
  'cancelBatch',
  'resumeBatch',
  'discardBatch',
  'listItems',
  'listRuns',
  'getRun',
  'getSettings',
  'updateSettings',
  'diagnose',
] as const satisfies readonly EngineCommandName[]
export type ExposedCommandName = (typeof exposedCommandNames)[number]

export const windowEvents = { ...engineEvents, ...shellEvents } as const
type WindowEvents = typeof windowEvents
export type WindowEventName = keyof WindowEvents
export type WindowEventPayload<K extends WindowEventName> = PayloadOf<WindowEvents, K>

export type ShellCommands = typeof shellCommands
export type ShellCommandName = keyof ShellCommands
export type ShellHandlers = Handlers<ShellCommands>
export type WindowClient = Pick<EngineClient, ExposedCommandName> & Client<ShellCommands>

/** Name of the IPC channel of a command; the only place where channels are named. */
export const commandChannel = (name: ExposedCommandName | ShellCommandName): string =>
  `whittle:command:${name}`
export const eventChannel = (name: WindowEventName): string => `whittle:event:${name}`

/** Scheme under which previews reach the window: `whittle-preview://item/<batch>/<item>?output=0&side=320`. */
export const previewScheme = 'whittle-preview'

/** Address of a preview. `side` is the longest side in device pixels. */
export function previewUrl(place: {
  batchId: string
  itemId: string
  output?: number
  side: number
}): string {
  const output = place.output === undefined ? '' : `&output=${place.output}`
  const path = `${encodeURIComponent(place.batchId)}/${encodeURIComponent(place.itemId)}`
  return `${previewScheme}://item/${path}?side=${place.side}${output}`
}
