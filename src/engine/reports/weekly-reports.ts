import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { WhittleError } from '../../shared/errors.ts'
import type { ReportSettings } from '../../shared/settings.ts'
import type { Log } from '../ports.ts'
import { periodName } from './report-name.ts'

/** Epoch milliseconds, `to` not included. */
type Range = { readonly from: number; readonly to: number }

export type WeeklyReportsOptions = {
  /** What is done, on disk. */
  readonly file: string
  readonly settings: () => ReportSettings
  /** Whether anything was run in that time: a week without work gets no report. */
  readonly hasRuns: (range: Range) => Promise<boolean>
  readonly write: (range: Range) => Promise<unknown>
  /** Told when a report could not be written; it is tried again. */
  readonly onProblem: (error: unknown) => void
  readonly log: Log
  readonly now?: () => number
}

/** How often it looks whether a week is over; a machine may have slept through any timer. */
const lookMs = 600_000
/** Weeks that are caught up with after the app was not running. */
const mostWeeks = 4

const stateSchema = z.object({ version: z.literal(1), doneUntil: z.number() })

/**
 * Writes a report of every week that is over, Monday to Sunday by the local calendar, into the chosen folder. Each once:
 * what is done is on disk, and a report that lies there is not written again should that have been lost.
 */
export class WeeklyReports {
  readonly #options: WeeklyReportsOptions
  readonly #now: () => number
  #timer: NodeJS.Timeout | undefined
  #line: Promise<void> = Promise.resolve()
  /** The last problem that was told, so that it is not told every few minutes. */
  #told = ''

  constructor(options: WeeklyReportsOptions) {
    this.#options = options
    this.#now = options.now ?? Date.now
  }

  start(): void {
    void this.look()
    this.#timer = setInterval(() => void this.look(), lookMs)
    this.#timer.unref()
  }

  /** Resolves when what is under way is written. */
  async stop(): Promise<void> {
    clearInterval(this.#timer)
    await this.#line
  }

  /** Writes what is due; also to be called when the settings have changed. Never throws. */
  look(): Promise<void> {
    this.#line = this.#line.then(() => this.#look()).catch((error: unknown) => this.#fail(error))
    return this.#line
  }

  async #look(): Promise<void> {
    const { settings, hasRuns, write, log } = this.#options
    const { weekly, dir } = settings()
    if (!weekly || dir === '') return
    for (const week of await this.#dueWeeks()) {
      if (await hasRuns(week)) {
        if (!(await isFolder(dir)))
          throw new WhittleError('OUTPUT_UNWRITABLE', { detail: `${dir} is not there.` })
        if (!(await isWritten(dir, week))) {
          await write(week)
          log('info', `The report of the week from ${new Date(week.from).toDateString()} was written.`)
        }
      }
      await this.#remember(week.to)
      this.#told = ''
    }
  }

  #fail(error: unknown): void {
    const text = String(error)
    if (text !== this.#told) this.#options.onProblem(error)
    this.#told = text
  }

  /** Oldest first; the last complete week alone where nothing was written before. */
  async #dueWeeks(): Promise<Range[]> {
    const end = startOfWeek(this.#now(), 0)
    const doneUntil = (await this.#doneUntil()) ?? startOfWeek(this.#now(), -1)
    return Array.from({ length: mostWeeks }, (_, back): Range => {
      const to = startOfWeek(end, -back)
      return { from: startOfWeek(to, -1), to }
    })
      .filter(({ to }) => to > doneUntil)
      .reverse()
  }

  async #doneUntil(): Promise<number | undefined> {
    try {
      return stateSchema.parse(JSON.parse(await readFile(this.#options.file, 'utf8'))).doneUntil
    } catch {
      // Missing or damaged: the reports in the folder tell as much.
      return undefined
    }
  }

  async #remember(doneUntil: number): Promise<void> {
    const { file } = this.#options
    const part = `${file}.${process.pid}.tmp`
    const state: z.output<typeof stateSchema> = { version: 1, doneUntil }
    try {
      await writeFile(part, JSON.stringify(state), { flush: true })
      await rename(part, file)
    } catch (cause) {
      await rm(part, { force: true }).catch(() => undefined)
      throw new WhittleError('HOME_UNWRITABLE', { detail: `${file}: ${String(cause)}`, cause })
    }
  }
}

/** Monday, midnight, `weeks` after the week of a moment; by the calendar, since a week may have 167 or 169 hours. */
function startOfWeek(at: number, weeks: number): number {
  const date = new Date(at)
  date.setHours(0, 0, 0, 0)
  date.setDate(date.getDate() - ((date.getDay() + 6) % 7) + 7 * weeks)
  return date.getTime()
}

async function isFolder(path: string): Promise<boolean> {
  return await stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
}

/** A name alone may have been reserved by a process that then ended; a file with something in it was finished. */
async function isWritten(dir: string, week: Range): Promise<boolean> {
  const files = ['html', 'json', 'csv', 'pdf'].map((format) => join(dir, `${periodName(week)}.${format}`))
  const sizes = await Promise.all(
    files.map((file) =>
      stat(file).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  )
  return sizes.some((size) => size > 0)
}
