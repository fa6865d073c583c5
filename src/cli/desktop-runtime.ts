import { existsSync, readFileSync } from 'node:fs'
import * as z from 'zod'
import type { EngineOptions } from '../engine/create-engine.ts'
import type { Finding } from '../shared/contract/engine.ts'

const noteSchema = z.object({
  executablePath: z.string(),
  source: z.enum(['override', 'official', 'registry']),
})

const origins: Readonly<Record<z.output<typeof noteSchema>['source'], string>> = {
  override: 'from ELECTRON_OVERRIDE_DIST_PATH',
  official: 'the official one',
  registry: 'an old one from the npm registry, for tests only',
}

/** Whether the desktop app can be opened. The command line itself does not need it, so it is never `missing`. */
export async function findDesktopRuntime(noteFile: string): Promise<Finding> {
  const finding = { id: 'electron', label: 'Electron (desktop app)' }
  const note = noteSchema.safeParse(readJson(noteFile))
  if (!note.success || !existsSync(note.data.executablePath)) {
    const hint = 'Run "npm run setup" in the project folder; "npm start" does it too.'
    return { ...finding, status: 'warning', value: 'not set up', hint }
  }
  const { executablePath, source } = note.data
  const value = `${executablePath} (${origins[source]})`
  if (source !== 'registry') return { ...finding, status: 'ok', value }
  const hint = 'On a machine that reaches GitHub, run "npm run setup -- --retry" to get the current one.'
  return { ...finding, status: 'warning', value, hint }
}

/**
 * How to have a report printed with the Electron that the setup found; `undefined` where it found none.
 *
 * @param appFolder Of this checkout, with its `package.json`.
 */
export function findPrinter(noteFile: string, appFolder: string): EngineOptions['printer'] {
  const note = noteSchema.safeParse(readJson(noteFile))
  if (!note.success || !existsSync(note.data.executablePath)) return undefined
  // Chromium refuses to run for root with its sandbox.
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  return { command: note.data.executablePath, args: [...sandbox, appFolder] }
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}
