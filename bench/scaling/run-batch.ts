import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEngine } from '../../src/engine/create-engine.ts'
import type { Batch } from '../../src/shared/model/batch.ts'
import type { Decision, Sample } from '../../src/shared/model/monitor.ts'
import type { Mode } from '../../src/shared/settings.ts'
import type { Workload } from './workloads.ts'

const root = join(import.meta.dirname, '../..')

export type Setting = {
  readonly label: string
  readonly scaling: 'auto' | 'fixed'
  readonly concurrency: number
  readonly mode: Mode
}
export type Outcome = {
  readonly seconds: number
  readonly images: number
  /** Mean milliseconds of an image from when it was given to a worker until its result was there. */
  readonly itemMs: number
  readonly samples: readonly Sample[]
  readonly decisions: readonly Decision[]
}

/** Runs one workload in a fresh engine with fresh workers; the time is that of the batch alone, without planning. */
export async function runBatch(
  { input, overrides }: Workload,
  { label: _, ...settings }: Setting,
): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'whittle-scaling-'))
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(settings))
  const engine = await createEngine({
    home: folder,
    poolHost: { entry: join(root, 'out/main/pool-host.js'), execPath: process.execPath },
    version: '0',
    source: 'engine',
    unfinished: 'offer',
  })
  try {
    const { id } = await engine.commands.createBatch({
      paths: [input],
      outDir: join(folder, 'out'),
      overrides,
    })
    const until = (state: Batch['state']) =>
      new Promise<Batch>((resolve) => {
        const see = (batch: Batch) => batch.id === id && batch.state === state && resolve(batch)
        engine.on('batchChanged', see)
        void engine.commands.getSnapshot({}).then(({ batches }) => batches.forEach(see))
      })
    await until('planned')
    const startedAt = performance.now()
    const from = Date.now()
    const done = until('done')
    await engine.commands.startBatch({ batchId: id })
    const { counts } = await done
    const seconds = (performance.now() - startedAt) / 1_000
    const { items } = await engine.commands.listItems({ batchId: id, offset: 0, limit: 1_000 })
    const { samples, decisions } = await engine.commands.getSnapshot({})
    return {
      seconds,
      images: counts.done,
      itemMs: items.reduce((sum, { ms }) => sum + (ms ?? 0), 0) / Math.max(1, items.length),
      samples: samples.filter(({ at }) => at >= from),
      decisions: decisions.filter(({ at }) => at >= from),
    }
  } finally {
    await engine.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
