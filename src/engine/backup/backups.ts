import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { toErrorData, WhittleError } from '../../shared/errors.ts'
import type { Backup, UndoReport } from '../../shared/model/backup.ts'
import type { Log } from '../ports.ts'
import { sha256Of } from './files.ts'
import { type Replacement, replaceOriginal } from './replace-original.ts'
import { restoreOriginal, undoPath } from './restore-original.ts'
import { addStep, type Replacing, readSteps, type Steps } from './steps.ts'

export type BackupsOptions = {
  /** Folder of its own; the notes of all batches are here, and the backups unless somebody says otherwise. */
  readonly dir: string
  /** Days that backups are kept; 0 for ever. */
  readonly keepDays: () => number
  readonly log: Log
  readonly now?: () => number
}

const stepsName = 'steps.jsonl'
const day = 24 * 60 * 60 * 1_000

/** The originals that were replaced, and the way back. */
export class Backups {
  readonly #options: BackupsOptions
  readonly #now: () => number
  readonly #begun = new Map<string, Promise<string>>()
  /** Results that took the place of an original, by path; read once, when they are needed. */
  #results: Promise<Map<string, Replacing>> | undefined

  constructor(options: BackupsOptions) {
    this.#options = options
    this.#now = options.now ?? Date.now
  }

  /**
   * To be called before anything is made for an item.
   *
   * @param temporary - Files that are there for a while.
   * @returns Where the backup of its original is to be.
   */
  async begin(batchId: string, itemId: string, temporary: string[], dir?: string): Promise<string> {
    const folder = await this.#begin(batchId, dir)
    await addStep(this.#file(batchId), { type: 'working', itemId, temporary }, false)
    return join(folder, itemId)
  }

  /** What was done to an item's original before, in this process or an earlier one. */
  async earlier(batchId: string, itemId: string): Promise<Replacing | undefined> {
    return (await this.#steps(batchId))?.replaced.get(itemId)
  }

  /** The step that made the file at `path` what it is; `undefined` where it is nothing of ours. */
  async madeAt(path: string): Promise<Replacing | undefined> {
    this.#results ??= this.#readResults()
    const step = (await this.#results).get(path)
    return step !== undefined && (await sha256Of(path)) === step.after.sha256 ? step : undefined
  }

  /** @throws WhittleError, see {@link replaceOriginal}. */
  async replace(batchId: string, request: Replacement): Promise<void> {
    const file = this.#file(batchId)
    let noted: Replacing | undefined
    try {
      await replaceOriginal(request, async (step) => {
        await addStep(file, step)
        noted = step
      })
    } catch (error) {
      const { itemId, target, original } = request
      const given = noted !== undefined && (await sha256Of(target === original ? original : target))
      if (given !== false && given !== request.result.sha256) await addStep(file, { type: 'undone', itemId })
      throw error
    }
    if (noted !== undefined) (await this.#results)?.set(noted.target, noted)
  }

  /**
   * Puts all originals of a batch back. What was changed since is named and left alone, unless forced.
   *
   * @throws WhittleError `NOT_FOUND` where the batch replaced nothing, or its backups are gone.
   */
  async undo(batchId: string, force: boolean): Promise<UndoReport> {
    const steps = await this.#steps(batchId)
    if (steps === undefined) throw new WhittleError('NOT_FOUND', { detail: `Backups of batch ${batchId}` })
    const file = this.#file(batchId)
    const report = { batchId, restored: 0, already: 0, refused: [] as UndoReport['refused'] }
    for (const step of steps.replaced.values()) {
      try {
        report[await restoreOriginal(batchId, step, force)] += 1
        await addStep(file, { type: 'undone', itemId: step.itemId })
        await rm(step.backup, { force: true })
        ;(await this.#results)?.delete(step.target)
      } catch (error) {
        report.refused.push({ path: step.original, error: toErrorData(error) })
      }
    }
    if (report.refused.length === 0) await this.#remove(batchId, steps)
    return report
  }

  /** Newest first. */
  async list(): Promise<Backup[]> {
    const found: Backup[] = []
    for (const batchId of await this.#batches()) {
      const steps = await this.#steps(batchId)
      if (steps === undefined || steps.replaced.size === 0) continue
      const { startedAt, dir, replaced } = steps
      const bytes = [...replaced.values()].reduce((sum, { before }) => sum + before.bytes, 0)
      found.push({ batchId, startedAt, dir, images: replaced.size, bytes })
    }
    return found.sort((a, b) => b.startedAt - a.startedAt)
  }

  /**
   * Removes what a process that was killed left half done, and backups that were kept long enough.
   *
   * @param isActive - Batches that are not to be touched, of this process or of another one.
   */
  async tidy(isActive: (batchId: string) => Promise<boolean>): Promise<void> {
    for (const batchId of await this.#batches()) {
      try {
        if (await isActive(batchId)) continue
        await this.#tidyOne(batchId)
      } catch (error) {
        this.#options.log(
          'warn',
          `The backups of batch ${batchId} could not be looked after: ${String(error)}`,
        )
      }
    }
  }

  async #tidyOne(batchId: string): Promise<void> {
    const steps = await this.#steps(batchId)
    if (steps === undefined) return
    for (const path of steps.temporary) await rm(path, { force: true })
    for (const step of steps.replaced.values()) await rm(undoPath(batchId, step), { force: true })
    const { mtimeMs } = await stat(this.#file(batchId))
    const keepDays = this.#options.keepDays()
    const isOver = keepDays > 0 && mtimeMs < this.#now() - keepDays * day
    if (steps.replaced.size > 0 && !isOver) return
    await this.#remove(batchId, steps)
    if (isOver) this.#options.log('info', `The backups of batch ${batchId} are gone, after ${keepDays} days.`)
  }

  async #remove(batchId: string, steps: Steps): Promise<void> {
    this.#begun.delete(batchId)
    await rm(steps.dir, { recursive: true, force: true })
    await rm(join(this.#options.dir, batchId), { recursive: true, force: true })
  }

  #begin(batchId: string, dir: string | undefined): Promise<string> {
    const beginning = this.#begun.get(batchId) ?? this.#firstStep(batchId, dir)
    this.#begun.set(batchId, beginning)
    beginning.catch(() => this.#begun.delete(batchId))
    return beginning
  }

  async #firstStep(batchId: string, dir: string | undefined): Promise<string> {
    const known = await this.#steps(batchId)
    if (known !== undefined) return known.dir
    const folder = join(dir ?? this.#options.dir, batchId, 'originals')
    await addStep(this.#file(batchId), { type: 'begun', version: 1, at: this.#now(), dir: folder })
    return folder
  }

  #file(batchId: string): string {
    return join(this.#options.dir, batchId, stepsName)
  }

  #steps(batchId: string): Promise<Steps | undefined> {
    return readSteps(this.#file(batchId))
  }

  async #batches(): Promise<string[]> {
    return (await readdir(this.#options.dir).catch(() => [])).sort()
  }

  async #readResults(): Promise<Map<string, Replacing>> {
    const results = new Map<string, Replacing>()
    for (const batchId of await this.#batches()) {
      for (const step of (await this.#steps(batchId))?.replaced.values() ?? []) results.set(step.target, step)
    }
    return results
  }
}
