import { mkdirSync, mkdtempSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEngine, type Engine } from '../src/engine/create-engine.ts'
import type { RecipeOverrides } from '../src/shared/recipe/index.ts'
import { describeMachine, writeResult } from './lib/machine.mjs'
import { writeCrop } from './lib/pictures.ts'

const quick: RecipeOverrides = {
  formats: ['webp', 'jpeg'],
  quality: { mode: 'fixed', avif: 60, webp: 75, jpeg: 75, png: 100 },
  effort: { mode: 'fixed', avif: 0, webp: 0, png: 1 },
}

/**
 * What does a second run over an unchanged folder cost, against the first? Whole runs are timed: planning, working,
 * manifest and history; `opened` is the engine's start before each. The recipe is the one that people get by default.
 * `npm run bench:rerun -- 500` takes the whole folder that is promised; with `quick` as the third argument by the
 * fastest encoders at their least effort, which is the hardest case for what comes after.
 */
export async function run([count = '60', recipeId = 'responsive-web', pace = '']: readonly string[]) {
  const overrides: RecipeOverrides = pace === 'quick' ? quick : {}
  const root = mkdtempSync(join(tmpdir(), 'whittle-bench-'))
  try {
    const input = await makePictures(join(root, 'in'), Number(count))
    const rows = []
    for (const name of ['first', 'again', 'again, all known', 'another folder']) {
      const start = performance.now()
      // A process of its own each time would be the same plus its start.
      const engine = await open(join(root, 'home'))
      const opened = round((performance.now() - start) / 1_000)
      try {
        const outDir = join(root, name === 'another folder' ? 'other' : 'out')
        rows.push({
          run: name,
          opened,
          ...(await timed(engine, { paths: [input], outDir, recipeId, overrides })),
        })
      } finally {
        await engine.close()
      }
    }
    const first = rows[0]?.seconds ?? Number.NaN
    const table = rows.map((row) => ({
      ...row,
      'ms per image': Math.round((row.seconds * 1_000) / Number(count)),
      'percent of the first': percent(row.seconds / first),
    }))
    console.table(table)
    writeResult('rerun', { machine: describeMachine(), images: Number(count), recipeId, pace, runs: table })
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

async function makePictures(folder: string, count: number): Promise<string> {
  mkdirSync(folder, { recursive: true })
  // Settled, as a folder of photographs is.
  const longAgo = new Date('2020-01-02T03:04:05Z')
  for (let index = 0; index < count; index += 1) {
    const file = join(folder, `photo-${index}.jpg`)
    await writeCrop(file, index)
    utimesSync(file, longAgo, longAgo)
  }
  return folder
}

function open(home: string): Promise<Engine> {
  const poolHost = {
    entry: join(import.meta.dirname, '../out/main/pool-host.js'),
    execPath: process.execPath,
  }
  return createEngine({ home, poolHost, version: '0', source: 'engine', unfinished: 'offer' })
}

async function timed(engine: Engine, request: Parameters<Engine['commands']['createBatch']>[0]) {
  const { commands } = engine
  const start = performance.now()
  const { id: batchId } = await commands.createBatch(request)
  const done = new Promise<void>((resolve, reject) => {
    engine.on('batchChanged', ({ id, state, error }) => {
      if (id !== batchId) return
      if (state === 'done') resolve()
      if (state === 'failed' || state === 'paused') reject(new Error(error?.message ?? state))
    })
  })
  const { startedAt = 0, createdAt } = await commands.startBatch({ batchId })
  await done
  const seconds = (performance.now() - start) / 1_000
  const { cache } = await commands.getResult({ batchId })
  const planning = (startedAt - createdAt) / 1_000
  return { seconds: round(seconds), planning: round(planning), ...cache }
}

const round = (value: number) => Math.round(value * 100) / 100
const percent = (share: number) => Math.round(share * 1_000) / 10
