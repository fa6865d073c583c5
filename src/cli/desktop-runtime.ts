import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import * as z from 'zod'
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
  const note = noteSchema.safeParse(await readJson(noteFile))
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

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch {
    return undefined
  }
}
