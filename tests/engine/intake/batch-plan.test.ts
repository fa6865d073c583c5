import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createPlanning } from '../../../src/engine/intake/batch-plan.ts'
import type { OwnedOutput } from '../../../src/engine/ports.ts'
import { WhittleError } from '../../../src/shared/errors.ts'
import type { Item } from '../../../src/shared/model/item.ts'
import { defaultEfforts } from '../../../src/shared/recipe/index.ts'
import { sampleProbe, sampleRecipe } from '../../support/samples.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { fakePool } from './fake-pool.ts'

const recipe = { ...sampleRecipe, formats: ['webp' as const], sizes: [{ width: 640, height: 480 }] }
const reserved: ReadonlySet<string> = new Set()

function setUp(...files: string[]) {
  const root = temporaryFolder()
  const paths = files.map((file) => join(root, file))
  for (const path of paths) {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, path)
  }
  const pool = fakePool((input) => {
    if (input.endsWith('.txt')) throw new WhittleError('INPUT_NOT_AN_IMAGE')
    return input.includes('wide') ? { ...sampleProbe, width: 30_000, height: 10 } : sampleProbe
  })
  const owned = new Map<string, OwnedOutput>()
  const planning = createPlanning({
    pool,
    delivery: { owned: async () => owned },
    leaveOut: [],
    ignore: () => [],
    refuseReplacing: async () => undefined,
    limits: () => ({ inputBytes: 1, inputPixels: 1, animationPixels: 1, frames: 1, svgBytes: 1 }),
    efforts: () => defaultEfforts,
  })
  return { root, paths, planning, signal: new AbortController().signal, outDir: join(root, 'out') }
}

async function all(items: AsyncGenerator<Item>): Promise<Item[]> {
  const found: Item[] = []
  for await (const item of items) found.push(item)
  return found
}

describe('planning', () => {
  it('numbers what it finds and names the outputs of every image', async () => {
    const { root, planning, signal, outDir } = setUp('in/a.jpg', 'in/notes.txt', 'in/sub/b.jpg')
    const items = await all(
      planning.plan({ ignore: [], paths: [join(root, 'in')], recipe, outDir, reserved, signal }),
    )
    expect(items.map(({ id, name, state, error }) => [id, name, state, error?.code])).toEqual([
      ['1', 'a.jpg', 'planned', undefined],
      ['2', 'notes.txt', 'skipped', 'INPUT_NOT_AN_IMAGE'],
      ['3', 'sub/b.jpg', 'planned', undefined],
    ])
    expect(items.flatMap(({ planned }) => planned.map(({ path }) => path))).toEqual([
      join(outDir, 'a-640w.webp'),
      join(outDir, 'sub/b-640w.webp'),
    ])
    expect(items[0]?.probe).toEqual(sampleProbe)
  })

  it('keeps the names clear of those that are reserved', async () => {
    const { paths, planning, signal, outDir } = setUp('in/a.jpg')
    const taken = new Set([join(outDir, 'a-640w.webp')])
    const [item] = await all(planning.plan({ ignore: [], paths, recipe, outDir, reserved: taken, signal }))
    expect(item?.planned[0]?.path).toBe(join(outDir, 'a-640w-2.webp'))
  })

  it('fails an image that a format cannot hold, and takes it up again with a recipe that can', async () => {
    const { paths, planning, signal, outDir } = setUp('in/wide.jpg', 'in/notes.txt', 'in/a.jpg')
    const original = { ...recipe, sizes: ['original' as const] }
    const items = await all(planning.plan({ ignore: [], paths, recipe: original, outDir, reserved, signal }))
    expect(items.map(({ state, error }) => error?.code ?? state)).toEqual([
      'FORMAT_LIMIT',
      'INPUT_NOT_AN_IMAGE',
      'planned',
    ])

    const again = await all(planning.planAgain({ items, recipe, outDir: join(outDir, 'other'), reserved }))
    expect(again.map(({ id, state, error }) => [id, state, error])).toEqual([
      ['1', 'planned', undefined],
      ['3', 'planned', undefined],
    ])
    expect(again[0]?.planned[0]?.path).toBe(join(outDir, 'other/wide-640w.webp'))
  })

  it('gives the same names when asked twice: earlier ones of the same batch are free again', async () => {
    const { paths, planning, signal, outDir } = setUp('in/a.jpg', 'other/a.jpg')
    const items = await all(planning.plan({ ignore: [], paths, recipe, outDir, reserved, signal }))
    expect(await all(planning.planAgain({ items, recipe, outDir, reserved }))).toEqual(items)
  })
})
