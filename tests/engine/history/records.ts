import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type History, type HistoryOptions, openHistory } from '../../../src/engine/history/index.ts'

export { itemRecord, operation, run, sampleAt } from './plain-records.ts'

/** Noon in UTC on a day of November 2026. */
export function noon(day: number): number {
  return Date.UTC(2026, 10, day, 12)
}

export async function tempFolder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'whittle-history-'))
  onTestFinished(() => rm(dir, { recursive: true, force: true }))
  return dir
}

/** Opens a history that is never written by its timer, with what it logs. */
export async function open(
  dir: string,
  options: Partial<HistoryOptions> = {},
): Promise<History & { logged: string[] }> {
  const logged: string[] = []
  const log = (level: string, message: string) => logged.push(`${level}: ${message}`)
  const now = () => noon(23)
  const history = await openHistory({ dir, writer: 'main', flushMs: 3_600_000, now, log, ...options })
  onTestFinished(history.close)
  return Object.assign(history, { logged })
}

export const always = { from: 0, to: Number.MAX_SAFE_INTEGER }
