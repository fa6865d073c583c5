import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'

const root = resolve(import.meta.dirname, '../..')
const configPath = join(root, '.dependency-cruiser.cjs')

/** Per rule a file that breaks it, and whatever that file needs to break nothing else. */
const offences: Record<string, { offenders: Record<string, string>; others?: Record<string, string> }> = {
  'no-circular': {
    // A cycle is told once.
    offenders: { 'src/shared/circular/a.ts': `import { b } from './b.ts'\nexport const a = () => b` },
    others: {
      'src/shared/circular/b.ts': `import type { a } from './a.ts'\nexport const b = (): typeof a | 0 => 0`,
    },
  },
  'no-unresolvable': {
    offenders: { 'src/shared/unresolvable.ts': `export { nothing } from './does-not-exist.ts'` },
  },
  'known-folders': {
    offenders: { 'src/stray/file.ts': `export { fine } from '../shared/fine.ts'` },
  },
  shared: { offenders: { 'src/shared/with-node.ts': `export { sep } from 'node:path'` } },
  workers: { offenders: { 'src/workers/with-electron.ts': `export { app } from 'electron'` } },
  'piscina-in-pool-host': {
    offenders: { 'src/workers/pipeline/with-piscina.ts': `export { Piscina } from 'piscina'` },
  },
  'sharp-not-in-pool-host': {
    offenders: { 'src/workers/host/with-sharp.ts': `export { decode } from '../pipeline/with-sharp.ts'` },
    others: {
      'src/workers/pipeline/with-sharp.ts': `import sharp from 'sharp'\nexport const decode = sharp`,
    },
  },
  'engine-parts': {
    offenders: { 'src/engine/part/with-sibling.ts': `export type { fine } from '../sibling/fine.ts'` },
    others: { 'src/engine/sibling/fine.ts': 'export const fine = 1' },
  },
  'engine-root': { offenders: { 'src/engine/with-sharp.ts': `export { default } from 'sharp'` } },
  main: {
    offenders: { 'src/main/with-engine.ts': `export type { fine } from '../engine/sibling/fine.ts'` },
  },
  preload: { offenders: { 'src/preload/with-node.ts': `export { readFile } from 'node:fs/promises'` } },
  renderer: { offenders: { 'src/renderer/with-electron.ts': `export type { IpcRenderer } from 'electron'` } },
  'renderer-features': {
    offenders: { 'src/renderer/features/one/with-two.ts': `export { fine } from '../two/fine.ts'` },
    others: { 'src/renderer/features/two/fine.ts': 'export const fine = 1' },
  },
  cli: { offenders: { 'src/cli/with-part.ts': `export { fine } from '../engine/sibling/fine.ts'` } },
  'lowdb-owners': { offenders: { 'src/engine/part/with-lowdb.ts': `export { Low } from 'lowdb'` } },
  'systeminformation-owner': {
    offenders: { 'src/engine/part/with-systeminformation.ts': `export { mem } from 'systeminformation'` },
  },
}

const allowed = {
  'src/shared/fine.ts': `import * as z from 'zod'\nexport const fine = z.int()`,
  'src/engine/create-engine.ts': `export { fine } from './sibling/fine.ts'`,
  'src/engine/part/itself.ts': `import { sep } from 'node:path'\nexport { sep }\nexport { fine } from '../../shared/fine.ts'`,
  'src/cli/start.ts': `export { fine } from '../engine/create-engine.ts'`,
  'src/main/window.ts': `export { app } from 'electron'`,
  'src/workers/host/pool.ts': `export { Piscina } from 'piscina'`,
}

let copy: string

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'whittle-rules-'))
  await symlink(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction')
  for (const [path, text] of Object.entries(allowed)) await write(path, text)
  for (const { offenders, others = {} } of Object.values(offences)) {
    for (const [path, text] of Object.entries({ ...offenders, ...others })) await write(path, text)
  }
})

afterAll(() => rm(copy, { recursive: true, force: true }))

describe('import rules', () => {
  it('have a file here that breaks each of them', () => {
    expect(Object.keys(offences).sort()).toEqual(ruleNames().sort())
  })

  it('find exactly that file, and no other', async () => {
    const expected = Object.entries(offences).flatMap(([rule, { offenders }]) =>
      Object.keys(offenders).map((file) => `${file}: ${rule}`),
    )
    expect(await violationsIn(copy)).toEqual(expected.sort())
  })

  it('are kept by the source', async () => {
    expect(await violationsIn(root)).toEqual([])
  })
})

function ruleNames(): string[] {
  const config: unknown = createRequire(import.meta.url)(configPath)
  const { forbidden } = z.object({ forbidden: z.array(z.object({ name: z.string() })) }).parse(config)
  return forbidden.map((rule) => rule.name)
}

const resultSchema = z.object({
  summary: z.object({
    violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })),
  }),
})

/** Each as `file: rule`, sorted and once. */
async function violationsIn(folder: string): Promise<string[]> {
  const cli = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs')
  const args = [cli, 'src', '--config', configPath, '--output-type', 'json', '--no-progress']
  const output = await new Promise<string>((done, fail) => {
    // Its exit status is the number of violations.
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 2 ** 28 }, (error, stdout, stderr) =>
      stdout === '' ? fail(error ?? new Error(stderr)) : done(stdout),
    )
  })
  const { violations } = resultSchema.parse(JSON.parse(output)).summary
  return [...new Set(violations.map(({ from, rule }) => `${from}: ${rule.name}`))].sort()
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(join(copy, path)), { recursive: true })
  await writeFile(join(copy, path), `${text}\n`)
}
