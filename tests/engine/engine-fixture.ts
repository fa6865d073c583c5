import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { onTestFinished } from 'vitest'
import { createEngine, type Engine, type EngineOptions } from '../../src/engine/create-engine.ts'
import type { Batch, BatchState } from '../../src/shared/model/batch.ts'
import type { RecipeOverrides } from '../../src/shared/recipe/index.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const root = resolve(import.meta.dirname, '../..')
const poolHost = { entry: join(root, 'out/main/pool-host.js'), execPath: process.execPath }

/** Two small outputs per image, as fast as they can be had. */
export const quick: RecipeOverrides = {
  formats: ['webp', 'jpeg'],
  sizes: [{ width: 320, height: 240 }],
  quality: { mode: 'fixed', avif: 50, webp: 75, jpeg: 75, png: 100 },
  effort: { mode: 'fixed', avif: 0, webp: 0, png: 1 },
}

/** The whole engine with its real workers, closed with the test. */
export async function openEngine(options: Partial<EngineOptions> = {}): Promise<Engine> {
  const engine = await createEngine({
    home: temporaryFolder(),
    poolHost,
    version: '1.2.3',
    source: 'engine',
    unfinished: 'offer',
    concurrency: 2,
    ...options,
  })
  onTestFinished(engine.close)
  return engine
}

/** A folder with copies of some photographs, and where their variants go. */
export function photos(...names: string[]): { root: string; input: string; outDir: string } {
  const folder = temporaryFolder()
  const input = join(folder, 'in')
  mkdirSync(input)
  for (const name of names) cpSync(join(root, 'samples', name), join(input, name))
  return { root: folder, input, outDir: join(folder, 'out') }
}

/** Resolves when the batch is in that state. */
export function until(engine: Engine, batchId: string, state: BatchState): Promise<Batch> {
  return new Promise((done) => {
    const see = (batch: Batch): void => {
      if (batch.id !== batchId || batch.state !== state) return
      stop()
      done(batch)
    }
    const stop = engine.on('batchChanged', see)
    void engine.commands.getSnapshot({}).then(({ batches }) => batches.forEach(see))
  })
}

export async function runBatch(
  engine: Engine,
  paths: string[],
  outDir: string,
  overrides = quick,
): Promise<Batch> {
  const { id } = await engine.commands.createBatch({ paths, outDir, overrides })
  const done = until(engine, id, 'done')
  await engine.commands.startBatch({ batchId: id })
  return done
}

export const hashOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex')
