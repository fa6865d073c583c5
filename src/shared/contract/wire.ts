import * as z from 'zod'
import { errorDataSchema } from '../errors.ts'

/** How the main process starts the engine: its only argument, as JSON. */
export const engineStartSchema = z.object({
  version: z.string(),
  /** The plain Node that runs the image workers. */
  nodePath: z.string(),
  /** What to do with batches that an earlier engine left unfinished. */
  unfinished: z.enum(['resume', 'offer']),
  /** Starts this app again, to print a report. */
  printer: z.object({ command: z.string(), args: z.array(z.string()) }),
})
export type EngineStart = z.output<typeof engineStartSchema>

/** Main → engine. */
export const downwardSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('call'), id: z.int(), method: z.string(), params: z.unknown() }),
  z.object({ type: z.literal('stop') }),
])
export type Downward = z.output<typeof downwardSchema>

/** Engine → main. */
export const upwardSchema = z.discriminatedUnion('type', [
  /** `home` is where the engine keeps its data. */
  z.object({ type: z.literal('ready'), home: z.string() }),
  z.object({ type: z.literal('startup-failed'), error: errorDataSchema }),
  z.object({ type: z.literal('result'), id: z.int(), value: z.unknown() }),
  z.object({ type: z.literal('error'), id: z.int(), error: errorDataSchema }),
  z.object({ type: z.literal('event'), name: z.string(), payload: z.unknown() }),
])
export type Upward = z.output<typeof upwardSchema>

/** How a call into the main process answers the renderer: errors as data, since `invoke` keeps only their text. */
export const replySchema = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), value: z.unknown() }),
  z.object({ ok: z.literal(false), error: errorDataSchema }),
])
export type Reply = z.output<typeof replySchema>
