import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { contend } from '../tests/support/contention.ts'
import { describeMachine, writeResult } from './lib/machine.mjs'
import { peakOf } from './scaling/memory.ts'
import { runBatch, type Setting } from './scaling/run-batch.ts'
import { makeLargePictures, makeWorkload, type Workload, workloadNames } from './scaling/workloads.ts'

/**
 * Does the engine find by itself how many images to run at once, leave others their share, and stay within its memory?
 * Settings are compared in turns within one run, and by their best round, since whatever else the machine does only
 * ever adds time. Parts can be chosen: `npm run bench:scaling -- speed outside memory quiet`.
 */
const parts = { speed, outside, memory, quiet }
const rounds = 2
const budgetBytes = 600e6

const fixed = (count: number): Setting => ({
  label: `fixed ${count}`,
  scaling: 'fixed',
  concurrency: count,
  mode: 'full',
})
const auto: Setting = { label: 'auto', scaling: 'auto', concurrency: 0, mode: 'full' }

export async function run(args: readonly string[]): Promise<void> {
  const machine = describeMachine()
  const folder = mkdtempSync(join(tmpdir(), 'whittle-bench-'))
  try {
    const wanted = Object.entries(parts).filter(([name]) => args.length === 0 || args.includes(name))
    const results: Record<string, unknown> = { machine }
    for (const [name, part] of wanted) {
      results[name] = await part(folder)
      writeResult('scaling', results)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Auto against fixed numbers on three workloads. */
async function speed(folder: string) {
  const settings = [fixed(1), fixed(2), fixed(3), auto]
  const rows = []
  for (const name of workloadNames) {
    const workload = await makeWorkload(folder, name)
    const best = new Map<string, number>()
    for (let round = 0; round < rounds; round += 1) {
      for (const setting of settings) {
        const { seconds, images } = await runBatch(workload, setting)
        best.set(setting.label, Math.max(best.get(setting.label) ?? 0, images / seconds))
      }
    }
    const rates = Object.fromEntries(best)
    const bestFixed = Math.max(...settings.slice(0, -1).map(({ label }) => rates[label] ?? 0))
    rows.push({
      workload: workload.name,
      ...rounded(rates),
      'auto / best fixed': round2((rates.auto ?? 0) / bestFixed),
    })
  }
  console.log('\nImages per second, alone on the machine')
  console.table(rows)
  return rows
}

/** A second program wants a core half of the time. What counts is what both get done. */
async function outside(folder: string) {
  const workload = await makeWorkload(join(folder, 'long'), 'mixed', 3)
  const long: Workload = {
    ...workload,
    overrides: { ...workload.overrides, effort: { mode: 'fixed', avif: 3, webp: 4, png: 7 } },
  }
  const alone = await contend({ cpu: 1, seconds: 4 })
  const free = (await alone.result)?.roundsPerSecond ?? 1
  const settings = [
    fixed(1),
    fixed(2),
    fixed(3),
    auto,
    { ...auto, label: 'auto balanced', mode: 'balanced' as const },
  ]
  const quickest = (await runBatch(long, fixed(2))).seconds
  const rows = []
  for (const setting of settings) {
    // Long enough for any of them; its rate is per second of load.
    const other = await contend({ cpu: 1, seconds: Math.ceil(quickest * 1.2), on: 6, off: 6 })
    const { seconds, decisions } = await runBatch(long, setting)
    const share = ((await other.result)?.roundsPerSecond ?? 0) / free
    const speedShare = quickest / seconds
    rows.push({
      setting: setting.label,
      seconds: round2(seconds),
      'batch, of its speed alone': round2(speedShare),
      'other program, of its speed alone': round2(share),
      product: round2(speedShare * share),
      decisions: decisions.length,
    })
  }
  console.log('\nWith a program that takes a core for six of every twelve seconds')
  console.table(rows)
  return rows
}

/** Images of 50 megapixels with a budget of 600 MB, and without one. */
async function memory(folder: string) {
  const input = await makeLargePictures(folder)
  const recipe = ['--formats', 'webp,jpeg', '--sizes', '1920x1080']
  const budgeted = await peakOf(input, [...recipe, '--memory-budget', '600MB', '--concurrency', '3'])
  const unlimited = await peakOf(input, [...recipe, '--memory-budget', '20GB', '--concurrency', '3'])
  const rows = [
    { budget: '600 MB', peakMB: Math.round(budgeted.peakBytes / 1e6), seconds: round2(budgeted.seconds) },
    { budget: 'none', peakMB: Math.round(unlimited.peakBytes / 1e6), seconds: round2(unlimited.seconds) },
  ]
  console.log('\nTwelve images of 50 megapixels: JPEG and PNG in turn. Command line and workers together')
  console.table(rows)
  const within = budgeted.peakBytes <= budgetBytes * 1.15
  console.log(`peak within 600 MB + 15 %: ${within ? 'yes' : 'NO'}`)
  return { rows, within }
}

/** The machine's CPU over any ten seconds in Quiet. */
async function quiet(folder: string) {
  const workload = await makeWorkload(join(folder, 'long'), 'AVIF', 3)
  const { samples, seconds } = await runBatch(workload, { ...auto, mode: 'quiet' })
  const highest = (of: (sample: (typeof samples)[number]) => number): number => {
    const values = samples.map(of)
    const means = values
      .slice(9)
      .map((_, at) => values.slice(at, at + 10).reduce((sum, one) => sum + one, 0) / 10)
    return round2(Math.max(...means))
  }
  const row = {
    seconds: round2(seconds),
    'machine, highest 10 s mean %': highest(({ cpu }) => cpu.total),
    'of it ours %': highest(({ cpu }) => cpu.own),
  }
  console.log('\nQuiet')
  console.table([row])
  return row
}

function rounded(values: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, round2(value)]))
}

function round2(value: number): number {
  return Math.round(value * 100) / 100
}
