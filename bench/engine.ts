import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import sharp from 'sharp'
import { againstDocumented } from './engine/against-documented.ts'
import { gatherInputs } from './engine/inputs.ts'
import { limit } from './engine/limit.ts'
import { memory } from './engine/memory.ts'
import { oneImage } from './engine/one-image.ts'
import { overhead } from './engine/overhead.ts'
import type { PartContext, PartResult } from './engine/part.ts'
import { peerRace } from './engine/peer-race.ts'
import { describeMachine, writeResult } from './lib/machine.mjs'

/**
 * How fast the image engine is, how small its results and how large itself:
 * `npm run bench -- [a b c d e f] [folder] [--peers] [--quick] [--wait seconds]`. All parts on the samples where nothing
 * else is said; parts that were run before on the same folder stay in the result file. `docs/benchmarks.md` says how to
 * read it.
 */
const parts: Readonly<Record<string, (context: PartContext) => Promise<PartResult>>> = {
  a: againstDocumented,
  b: limit,
  c: peerRace,
  d: oneImage,
  e: memory,
  f: overhead,
}
const samples = join(import.meta.dirname, '../samples')
/** Above it, others have most of the machine. */
const calm = 4

export async function run(args: readonly string[]): Promise<void> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      peers: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      wait: { type: 'string', default: '180' },
    },
  })
  const { quick, peers } = values
  const chosen = positionals.filter((word) => word in parts)
  const [folder = samples] = positionals.filter((word) => !(word in parts))
  const scratch = mkdtempSync(join(tmpdir(), 'whittle-bench-'))
  try {
    const inputs = gatherInputs(resolve(folder), join(scratch, 'in'), quick ? 2 : Number.POSITIVE_INFINITY)
    const file = quick ? 'engine-quick' : 'engine'
    const results: Record<string, unknown> = {
      ...earlierParts(file, basename(folder)),
      machine: describeMachine(),
      versions: sharp.versions,
      folder: basename(folder),
      images: inputs.files.length,
    }
    for (const [name, part] of Object.entries(parts)) {
      if (chosen.length > 0 && !chosen.includes(name)) continue
      const load = await waitForCalm(Number(values.wait))
      const result = await part({ inputs, scratch, quick, peers })
      print(name, result)
      results[name] = { at: new Date().toISOString(), load: { before: load, after: loadavg()[0] }, ...result }
      writeResult(file, results)
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

/** Each part tells when it was run, and beside what load. */
function earlierParts(name: string, folder: string): object {
  try {
    const file = join(import.meta.dirname, 'results', `${name}.json`)
    const earlier = JSON.parse(readFileSync(file, 'utf8'))
    return earlier.folder === folder ? earlier : {}
  } catch {
    return {}
  }
}

/** Other programs only ever make it slower: waits for them to end, but not for ever. */
async function waitForCalm(seconds: number): Promise<number> {
  const until = performance.now() + 1_000 * seconds
  while ((loadavg()[0] ?? 0) > calm && performance.now() < until) await sleep(5_000)
  return loadavg()[0] ?? 0
}

function print(name: string, { title, rows, checks, notes = [] }: PartResult): void {
  console.log(`\n(${name}) ${title}`)
  console.table(rows)
  for (const { what, value, target, met } of checks) {
    console.log(`${met ? 'met   ' : 'MISSED'} ${what}: ${value} (target ${target})`)
  }
  for (const note of notes) console.log(`note: ${note}`)
}
