import * as z from 'zod'
import { errorDataSchema } from './errors.ts'

/**
 * The life of a process that is kept running (engine, pool host):
 *
 *   starting ──▶ ready ──▶ restarting ──▶ starting …
 *       │                      │
 *       └──────▶ restarting    └──▶ failed   (too many crashes in a row)
 *   any ──▶ stopped            (asked to)
 */
export const lifecycleSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('starting') }),
  z.object({ state: z.literal('ready'), pid: z.int() }),
  z.object({ state: z.literal('restarting'), attempt: z.int(), retryInMs: z.number(), reason: z.string() }),
  z.object({ state: z.literal('failed'), error: errorDataSchema }),
  z.object({ state: z.literal('stopped') }),
])

export type Lifecycle = z.output<typeof lifecycleSchema>

export const logLevelSchema = z.enum(['debug', 'info', 'warn', 'error'])
export type LogLevel = z.output<typeof logLevelSchema>

/** One line of a process's log, forwarded upward so that it ends in one file. */
export const logLineSchema = z.object({
  at: z.number(),
  level: logLevelSchema,
  source: z.enum(['main', 'engine', 'pool', 'cli']),
  message: z.string(),
})
export type LogLine = z.output<typeof logLineSchema>

/** A process that fails this often in a row before it is ready is not started again by itself. */
export const maxFailedStarts = 5

/** How long to wait before the next start, in milliseconds: at once after a crash in full run, longer each time a start fails. */
export function restartDelayMs(failedStarts: number): number {
  return failedStarts === 0 ? 100 : Math.min(500 * 2 ** (failedStarts - 1), 4_000)
}
