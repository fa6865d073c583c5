import { appendFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import * as z from 'zod'
import type { Log } from '../ports.ts'

/** Something about Whittle that was changed, or a time in which it held images back. A line of the file each. */
const entrySchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.enum(['versions', 'settings']),
    at: z.number(),
    /** Names with their values; what is absent stayed. */
    before: z.record(z.string(), z.string()),
    after: z.record(z.string(), z.string()),
  }),
  z.object({ kind: z.literal('mode'), at: z.number(), before: z.string(), after: z.string() }),
  z.object({
    kind: z.literal('throttled'),
    /** When it began and ended. */
    at: z.number(),
    to: z.number(),
    reason: z.enum(['cpu', 'memory', 'budget', 'quiet']),
  }),
])
export type ChangeEntry = z.output<typeof entrySchema>

/** Shorter ones happen all the time and explain nothing. */
const leastThrottledMs = 30_000
/** At opening, older entries go when the file is larger than this. */
const mostBytes = 2_000_000
const keptMs = 400 * 86_400_000

export type ChangeLogOptions = {
  /** Absolute path of a file of JSON lines; need not exist. Several processes may add to it. */
  readonly file: string
  readonly log: Log
  readonly now: () => number
}

/** What was changed when, for telling why numbers moved. What cannot be written is told to the log and forgotten. */
export class ChangeLog {
  readonly #options: ChangeLogOptions
  #known: Promise<Map<string, Record<string, string>>> | undefined
  #writing: Promise<void> = Promise.resolve()
  #throttled: { reason: (ChangeEntry & { kind: 'throttled' })['reason']; since: number } | undefined

  constructor(options: ChangeLogOptions) {
    this.#options = options
  }

  /** Notes versions or settings as they are now; nothing when they are as they last were. */
  async state(kind: 'versions' | 'settings', values: Readonly<Record<string, string>>): Promise<void> {
    const known = await this.#lastStates()
    const last = known.get(kind)
    known.set(kind, { ...values })
    const names = Object.keys({ ...last, ...values }).filter((name) => last?.[name] !== values[name])
    if (names.length === 0) return
    const pick = (from: Readonly<Record<string, string>> | undefined) =>
      Object.fromEntries(names.flatMap((name) => (from?.[name] === undefined ? [] : [[name, from[name]]])))
    await this.#add({ kind, at: this.#options.now(), before: pick(last), after: pick(values) })
  }

  /** Notes the mode in force. */
  async mode(mode: string): Promise<void> {
    const known = await this.#lastStates()
    const before = known.get('mode')?.mode ?? ''
    known.set('mode', { mode })
    if (before !== mode) await this.#add({ kind: 'mode', at: this.#options.now(), before, after: mode })
  }

  /** To be told why images are held back, or `undefined` when they are not. */
  throttle(reason: 'cpu' | 'memory' | 'budget' | 'quiet' | undefined): void {
    const last = this.#throttled
    const at = this.#options.now()
    if (last?.reason === reason) return
    this.#throttled = reason === undefined ? undefined : { reason, since: at }
    if (last === undefined || at - last.since < leastThrottledMs) return
    void this.#add({ kind: 'throttled', at: last.since, to: at, reason: last.reason })
  }

  /** Oldest first. */
  async list(range: { readonly from: number; readonly to: number }): Promise<ChangeEntry[]> {
    await this.#writing
    return (await this.#read())
      .filter(
        (entry) => entry.at < range.to && (entry.kind === 'throttled' ? entry.to : entry.at) >= range.from,
      )
      .sort((a, b) => a.at - b.at)
  }

  /** Removes what is older than a year, where there is too much. */
  async prune(): Promise<void> {
    const { file, now, log } = this.#options
    const text = await readFile(file, 'utf8').catch(() => '')
    if (text.length <= mostBytes) return
    const kept = entriesOf(text).filter(({ at }) => at > now() - keptMs)
    const part = `${file}.${process.pid}.tmp`
    try {
      await writeFile(part, kept.map((entry) => `${JSON.stringify(entry)}\n`).join(''), { flush: true })
      await rename(part, file)
    } catch (error) {
      await rm(part, { force: true }).catch(() => undefined)
      log('debug', `Old changes were not removed: ${String(error)}`)
    }
  }

  async close(): Promise<void> {
    this.throttle(undefined)
    await this.#writing
  }

  /** The last known state of each kind; `before` of an entry is not needed for that. */
  #lastStates(): Promise<Map<string, Record<string, string>>> {
    this.#known ??= this.#read().then((entries) => {
      const known = new Map<string, Record<string, string>>()
      for (const entry of entries) {
        if (entry.kind === 'mode') known.set('mode', { mode: entry.after })
        if (entry.kind !== 'versions' && entry.kind !== 'settings') continue
        const last = { ...known.get(entry.kind) }
        for (const name of Object.keys(entry.before)) delete last[name]
        known.set(entry.kind, { ...last, ...entry.after })
      }
      return known
    })
    return this.#known
  }

  async #read(): Promise<ChangeEntry[]> {
    return entriesOf(await readFile(this.#options.file, 'utf8').catch(() => ''))
  }

  #add(entry: ChangeEntry): Promise<void> {
    const { file, log } = this.#options
    this.#writing = this.#writing.then(async () => {
      try {
        await mkdir(dirname(file), { recursive: true })
        // One short write at the end of the file, so that lines of several processes do not mix.
        await appendFile(file, `${JSON.stringify(entry)}\n`)
      } catch (error) {
        log('debug', `A change was not noted: ${String(error)}`)
      }
    })
    return this.#writing
  }
}

function entriesOf(text: string): ChangeEntry[] {
  return text.split('\n').flatMap((line) => {
    if (line === '') return []
    try {
      return entrySchema.safeParse(JSON.parse(line)).data ?? []
    } catch {
      // Cut short by a crash.
      return []
    }
  })
}
