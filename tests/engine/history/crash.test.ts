import { spawn } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { always, open, tempFolder } from './records.ts'

const root = resolve(import.meta.dirname, '../../..')
let script = ''
let outDir = ''

beforeAll(async () => {
  // Inside node_modules, so that its imports resolve.
  const cache = join(root, 'node_modules/.cache')
  await mkdir(cache, { recursive: true })
  outDir = await mkdtemp(join(cache, 'history-crash-'))
  const input = fileURLToPath(new URL('./crash-child.ts', import.meta.url))
  const output = { entryFileNames: 'child.mjs' }
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    build: { ssr: true, target: 'node20', outDir, rollupOptions: { input, output } },
  })
  script = join(outDir, 'child.mjs')
})

afterAll(() => rm(outDir, { recursive: true, force: true }))

/** Runs the child until it has said so many lines, kills it outright, and gives all that it said. */
async function runAndKill(dir: string, first: number, lines: number): Promise<string[]> {
  const child = spawn(process.execPath, [script, dir, String(first)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const said: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line)
    if (said.length === lines) child.kill('SIGKILL')
  }
  return said
}

it('loses nothing that was said to be on disk, and at most the last second of the rest, when it is killed', async () => {
  const dir = await tempFolder()
  const runs = new Set<string>()
  const operations: { n: number; at: number; lastAt: number }[] = []
  for (let round = 0; round < 6; round += 1) {
    const said = await runAndKill(dir, round * 100_000, 40 + round * 23)
    const recorded = said.flatMap((line) => {
      const [what, n, at] = line.split(' ')
      if (what === 'run') runs.add(`r${n}`)
      return what === 'op' ? [{ n: Number(n), at: Number(at) }] : []
    })
    expect(said.filter((line) => line.startsWith('warn') || line.startsWith('error'))).toEqual([])
    const lastAt = recorded.at(-1)?.at ?? 0
    operations.push(...recorded.map((one) => ({ ...one, lastAt })))
  }
  expect(runs.size).toBeGreaterThan(30)

  const history = await open(dir, { now: Date.now })
  const found = new Set((await history.listRuns({ limit: 10_000 })).map((one) => one.id))
  expect([...runs].filter((id) => !found.has(id))).toEqual([])
  for (const id of [...runs].slice(-3)) expect((await history.getRun(id))?.items).toHaveLength(1)
  const kept = new Set((await history.listOperations(always)).map((one) => Number(one.kind)))
  const lost = operations.filter((one) => !kept.has(one.n))
  expect(lost.filter((one) => one.lastAt - one.at > 1_000)).toEqual([])
  expect(history.logged).toEqual([])
  expect(history.stats().filesDamaged).toBe(0)
})
