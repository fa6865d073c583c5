import * as z from 'zod'
import { errorDataSchema } from '../errors.ts'
import { lifecycleSchema } from '../lifecycle.ts'
import { reportRequestSchema } from '../model/report-request.ts'
import { type Client, command, type Handlers, type PayloadOf } from './define.ts'
import { type EngineClient, type EngineCommandName, engineCommands, engineEvents } from './engine.ts'

const none = z.object({})
const place = engineCommands.locate.params
const file = place.required({ itemId: true })

/** Where the menu can take the window. */
export const menuTargets = [
  'optimize',
  'results',
  'monitor',
  'history',
  'insights',
  'recipes',
  'settings',
  'palette',
] as const
export type MenuTarget = (typeof menuTargets)[number]

/** What the window may have recorded about itself; anything else is refused. Times in milliseconds, CLS a bare number. */
const windowMetrics = ['FCP', 'LCP', 'INP', 'TTFB', 'CLS', 'image', 'long-task'] as const

/** What the main process itself answers: dialogs, the file manager, the engine's life. */
export const shellCommands = {
  getShell: command(
    none,
    z.object({
      engine: lifecycleSchema,
      platform: z.string(),
      version: z.string(),
      logFolder: z.string(),
      /** Latest first. */
      recentFolders: z.array(z.string()),
      /** Whether this system can open the app when the person logs in. */
      canOpenAtLogin: z.boolean(),
      /** Where the system keeps pictures; results of pasted ones go there. */
      picturesFolder: z.string(),
    }),
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
  /** Asks for a folder and writes a report there; `null` paths when the dialog was closed. */
  exportReport: command(
    reportRequestSchema.omit({ dir: true }),
    z.object({ paths: z.array(z.string()).nullable(), problem: errorDataSchema.optional() }),
  ),
  /** Asks for a picture; `null` when the dialog was closed. */
  chooseLogo: command(none, z.object({ path: z.string().nullable() })),
  /** Begins to drag files out of the window; to be called while the pointer is down. */
  startDrag: command(z.object({ files: z.array(file).min(1).max(500) }), none),
  /** Puts an original or an output on the clipboard: the file itself, or its path as text. */
  copyFile: command(z.object({ file, as: z.enum(['file', 'path']) }), none),
  /** Puts text on the clipboard, e.g. markup. */
  copyText: command(z.object({ text: z.string().min(1).max(200_000) }), none),
  /** Asks for a folder and copies files there, never over another; a `null` folder when the dialog was closed. */
  exportImages: command(
    z.object({ files: z.array(file).min(1).max(20_000) }),
    z.object({ dir: z.string().nullable(), copied: z.int() }),
  ),
  /** Asks for a place and writes the settings there as JSON; `null` when the dialog was closed. */
  exportSettings: command(none, z.object({ path: z.string().nullable() })),
  /** Opens the folder with the log. */
  openLogs: command(none, none),
  /** Records how fast the window is. */
  recordWindowMetric: command(
    z.object({ metric: z.enum(windowMetrics), value: z.number().min(0).max(3_600_000), ok: z.boolean() }),
    none,
  ),
} as const

/** News that comes from the main process rather than the engine. */
const shellEvents = {
  engineChanged: lifecycleSchema,
  /** Paths that arrived from outside the window: the command line, the dock, a second start. */
  pathsOpened: z.object({ paths: z.array(z.string()) }),
  /** The menu was used to go somewhere. */
  menuChosen: z.object({ target: z.enum(menuTargets) }),
} as const

/** The engine's commands that a window may call. What is missing here cannot be reached from a renderer. */
export const exposedCommandNames = [
  'getSnapshot',
  'createBatch',
  'configureBatch',
  'startBatch',
  'cancelBatch',
  'pauseBatch',
  'resumeBatch',
  'retryItems',
  'removeItems',
  'setBatchPriority',
  'moveBatch',
  'preferItems',
  'discardBatch',
  'listItems',
  'listRuns',
  'getRun',
  'queryHistory',
  'explainQuery',
  'summarizeHistory',
  'listAdvice',
  'applyAdvice',
  'dropIndex',
  'listAlerts',
  'listTrends',
  'listAnomalies',
  'judgeAnomaly',
  'listRecommendations',
  'applyRecommendation',
  'takeBackRecommendation',
  'dismissRecommendation',
  'getImpact',
  'compareRuns',
  'compareRecipes',
  'listRecipes',
  'saveRecipe',
  'removeRecipe',
  'importRecipes',
  'listWatches',
  'addWatch',
  'removeWatch',
  'pauseWatch',
  'listBackups',
  'undoBatch',
  'cacheStats',
  'cacheVerify',
  'cachePrune',
  'cacheClear',
  'warmCache',
  'applyCacheAdvice',
  'getCalibration',
  'calibrate',
  'storageUse',
  'getSettings',
  'updateSettings',
  'keepPicture',
  'tryOutput',
  'tryRecipe',
  'cancelTrials',
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

/**
 * Scheme under which pictures reach the window: `whittle-preview://item/<batch>/<item>?output=0&side=320`; without
 * `side` the whole picture.
 */
export const previewScheme = 'whittle-preview'

/** Address of what a trial made. */
export function trialUrl(trialId: string): string {
  return `${previewScheme}://trial/${encodeURIComponent(trialId)}`
}

/** Address of a preview. `side` is the longest side in device pixels; without it every pixel comes. */
export function previewUrl(place: {
  batchId: string
  itemId: string
  output?: number
  side?: number
  /** Nobody looks at it yet: it is made for later, and does not count as a request. */
  ahead?: boolean
}): string {
  const { side, output, ahead } = place
  const query = [
    side === undefined ? '' : `side=${side}`,
    output === undefined ? '' : `output=${output}`,
    ahead === true ? 'ahead=1' : '',
  ]
  const path = `${encodeURIComponent(place.batchId)}/${encodeURIComponent(place.itemId)}`
  return `${previewScheme}://item/${path}?${query.filter(Boolean).join('&')}`
}
