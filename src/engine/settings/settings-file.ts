import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Adapter } from 'lowdb'
import * as z from 'zod'
import { codeOf } from '../../shared/code-of.ts'
import { type Settings, settingsSchema } from '../../shared/settings.ts'
import type { Log } from '../ports.ts'

/** lowdb's adapter for `settings.json`, which people edit by hand: forgiving when it reads, careful when it writes. */
export class SettingsFile implements Adapter<Settings> {
  readonly #path: string
  readonly #log: Log

  constructor(path: string, log: Log) {
    this.#path = path
    this.#log = log
  }

  /** `null` where the defaults are to be used. Never throws: settings do not keep Whittle from starting. */
  readonly read = async (): Promise<Settings | null> => {
    let text: string
    try {
      text = await readFile(this.#path, 'utf8')
    } catch (error) {
      const missing = codeOf(error) === 'ENOENT'
      if (!missing) this.#log('warn', `The settings cannot be read, the defaults are used: ${String(error)}`)
      return null
    }
    const { settings, problem } = parse(text)
    if (problem !== undefined) await this.#setAside(problem)
    return settings ?? null
  }

  /** @throws the file system's error; the file is then as it was. */
  readonly write = async (settings: Settings): Promise<void> => {
    // Named after the process: a command line may write beside the app.
    const part = `${this.#path}.${process.pid}.tmp`
    try {
      await mkdir(dirname(this.#path), { recursive: true })
      await writeFile(part, `${JSON.stringify(settings, null, 2)}\n`, { flush: true })
      await rename(part, this.#path)
    } catch (error) {
      await rm(part, { force: true }).catch(() => undefined)
      throw error
    }
  }

  async #setAside(problem: string): Promise<void> {
    const time = new Date().toISOString().replaceAll(/[-:.]/g, '')
    const aside = join(dirname(this.#path), `settings.invalid-${time}.json`)
    const found = `The settings are not valid, the defaults are used: ${problem}.`
    try {
      await rename(this.#path, aside)
      this.#log('warn', `${found} The file was kept as ${aside}.`)
    } catch (error) {
      this.#log('warn', `${found} The file could not be set aside: ${String(error)}`)
    }
  }
}

function parse(text: string): { settings?: Settings; problem?: string } {
  // Some editors put a byte order mark first. An empty file is a valid one.
  const bare = text.replace(/^\uFEFF/, '').trim()
  let json: unknown
  try {
    json = bare === '' ? {} : JSON.parse(bare)
  } catch (error) {
    return { problem: `it is not JSON, ${error instanceof Error ? error.message : String(error)}` }
  }
  const { data, error } = settingsSchema.safeParse(json)
  return error === undefined ? { settings: data } : { problem: namedProblems(error) }
}

/** Every wrong field with what is wrong about it, e.g. `thresholds.cpuPercent: Too big: expected number to be <=100`. */
export function namedProblems(error: z.ZodError): string {
  return error.issues
    .map((issue) => `${z.core.toDotPath(issue.path) || 'the file'}: ${issue.message}`)
    .join('; ')
}
