import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { BatchSeed } from '../../../src/engine/batches/batch-record.ts'
import { BatchService, type BatchServiceOptions } from '../../../src/engine/batches/batch-service.ts'
import { openCostBook } from '../../../src/engine/batches/costs/cost-book.ts'
import { openJournal } from '../../../src/engine/batches/journal.ts'
import { createDelivery } from '../../../src/engine/delivery/index.ts'
import { openHistory } from '../../../src/engine/history/index.ts'
import type { PlanningPort } from '../../../src/engine/ports.ts'
import { toErrorData, WhittleError } from '../../../src/shared/errors.ts'
import type { Batch, BatchState } from '../../../src/shared/model/batch.ts'
import type { Item } from '../../../src/shared/model/item.ts'
import type { Admission } from '../../../src/shared/model/monitor.ts'
import { settingsSchema } from '../../../src/shared/settings.ts'
import { plainAdmission } from '../../support/plain-admission.ts'
import { sampleItem, samplePlanned, sampleRecipe } from '../../support/samples.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { FakeWorkers } from './fake-workers.ts'

/** Planning in memory: each path is an image of that name, or not one if it ends in `.txt`. */
class FakePlanning implements PlanningPort {
  /** The most plans being made at once. */
  most = 0
  error: WhittleError | undefined
  #active = 0
  #gate: Promise<void> = Promise.resolve()
  #open = (): void => undefined

  /** Plans from now on wait after their first item until `release`. */
  hold(): void {
    this.#gate = new Promise((resolve) => {
      this.#open = resolve
    })
  }

  release(): void {
    this.#open()
  }

  readonly plan: PlanningPort['plan'] = (request) =>
    this.#make(
      request.paths.map((input, index) => {
        const { probe, ...item } = sampleItem({ id: String(index + 1), input, name: basename(input) })
        if (!input.endsWith('.txt') && probe !== undefined) return { ...item, probe }
        return { ...item, state: 'skipped', error: toErrorData(new WhittleError('INPUT_NOT_AN_IMAGE')) }
      }),
      request,
    )

  readonly retry: PlanningPort['retry'] = ({ items, ...request }) =>
    this.#make(
      items.map(({ error: _, ...item }) => item),
      request,
    )

  readonly planAgain: PlanningPort['planAgain'] = ({ items, ...request }) =>
    this.#make(
      [...items].filter((item) => item.probe !== undefined),
      request,
    )

  async *#make(
    items: Item[],
    {
      recipe,
      outDir,
      reserved,
    }: Pick<Parameters<PlanningPort['planAgain']>[0], 'recipe' | 'outDir' | 'reserved'>,
  ): AsyncGenerator<Item> {
    this.#active += 1
    this.most = Math.max(this.most, this.#active)
    try {
      for (const item of items) {
        const formats = recipe.formats.filter((format) => format !== 'auto' && format !== 'original')
        const planned = formats.map((format, index) => {
          const free = join(outDir, `${item.name}.${format}`)
          return samplePlanned({ index, format, path: reserved.has(free) ? `${free}-2` : free })
        })
        yield item.state === 'skipped' ? item : { ...item, state: 'planned', planned }
        await this.#gate
        if (this.error !== undefined) throw this.error
      }
    } finally {
      this.#active -= 1
    }
  }
}

export type Fixture = Awaited<ReturnType<typeof openBatches>>

/** A service with real journal, history and manifests in `home`, and planning and workers in memory. */
export async function openBatches(
  options: { home?: string; writer?: string; parts?: Partial<BatchServiceOptions> } = {},
) {
  const { home = temporaryFolder(), writer = 'main' } = options
  const logs: string[] = []
  const log: BatchServiceOptions['log'] = (level, message) => logs.push(`${level}: ${message}`)
  const news: string[] = []
  const listeners = new Set<(batch: Batch) => void>()
  const workers = new FakeWorkers()
  const planning = new FakePlanning()
  const words = { code: 'free' as const, values: {} }
  const admission: Admission = { at: 0, limit: 2, max: 2, reason: 'free', message: '', words }
  const history = await openHistory({ dir: join(home, 'history'), writer, log })
  const journal = await openJournal({ dir: join(home, 'journal'), writer, abandoned: () => true, log })
  const parts: BatchServiceOptions = {
    pool: workers,
    planning,
    delivery: createDelivery({ version: '0', log, locks: join(home, 'locks') }),
    history,
    journal,
    admission: plainAdmission(admission),
    costs: await openCostBook(undefined, log),
    probeMs: 60_000,
    limits: () => settingsSchema.parse({}).limits,
    log,
    onBatch: (batch) => {
      news.push(`${batch.id} ${batch.state}`)
      for (const listener of listeners) listener(batch)
    },
    onItems: (batchId, items) =>
      news.push(`${batchId}: ${items.map((item) => `${item.name} ${item.state}`)}`),
    onDiscarded: (batchId) => news.push(`${batchId} gone`),
    ...options.parts,
  }
  const service = new BatchService(parts)
  const close = async () => {
    await service.close(async () => undefined)
    await history.close()
  }
  onTestFinished(close)

  /** Resolves when the batch is told to be in that state. */
  const until = (batchId: string, state: BatchState): Promise<Batch> =>
    new Promise((resolve) => {
      const listener = (batch: Batch) => {
        if (batch.id !== batchId || batch.state !== state) return
        listeners.delete(listener)
        resolve(batch)
      }
      listeners.add(listener)
      const now = service.find(batchId)?.summary(0)
      if (now !== undefined) listener(now)
    })

  const create = (id: string, paths: string[], change: Partial<BatchSeed> = {}) =>
    service.create({ ...seed(id, paths, join(home, 'out')), ...change })

  return {
    home,
    service,
    parts,
    workers,
    planning,
    admission,
    history,
    journal,
    logs,
    news,
    until,
    close,
    outDir: join(home, 'out'),
    create,
    /** Creates, starts and waits. */
    run: async (id: string, paths: string[]): Promise<Batch> => {
      create(id, paths)
      const done = until(id, 'done')
      await service.start(id)
      return done
    },
    itemStates: (id: string) => [...service.get(id).items.values()].map((item) => item.state),
    journalFiles: () => readdirSync(join(home, 'journal')),
  }
}

export const images = (...names: string[]) => names.map((name) => `/in/${name}`)

function seed(id: string, paths: string[], outDir: string): BatchSeed {
  return { id, label: id, paths, recipe: sampleRecipe, outDir, createdAt: 1 }
}
