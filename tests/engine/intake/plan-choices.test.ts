import { describe, expect, it } from 'vitest'
import { createPlanning } from '../../../src/engine/intake/batch-plan.ts'
import { type Occupancy, OutputNames } from '../../../src/engine/intake/output-names.ts'
import { planOutputs } from '../../../src/engine/intake/plan.ts'
import type { Probe } from '../../../src/shared/model/item.ts'
import { plannedPaths } from '../../../src/shared/model/output.ts'
import {
  defaultEfforts,
  type Recipe,
  type RecipeInput,
  recipeSchema,
} from '../../../src/shared/recipe/index.ts'
import { sampleItem, sampleProbe } from '../../support/samples.ts'

const recipeWith = (change: Partial<RecipeInput>): Recipe =>
  recipeSchema.parse({
    id: 'choice',
    name: 'Choice',
    formats: ['auto'],
    sizes: ['original'],
    quality: { mode: 'target', score: 80 },
    naming: '{dir}/{name}.{ext}',
    ...change,
  })

/** An output folder that holds these files of somebody else's. */
const holding = (...files: string[]): Occupancy => ({
  entries: async (folder) => (folder === '/out' ? files.map((name) => ({ name, isFolder: false })) : []),
  owned: () => undefined,
  isUnchanged: async () => false,
})

function plan(recipe: Recipe, change: Partial<Probe> = {}, { name = 'photo.jpg', files = [''] } = {}) {
  const names = new OutputNames('/out', holding(...files.filter(Boolean)), new Set(), recipe)
  const source = { input: `/in/${name}`, name, probe: { ...sampleProbe, ...change } }
  return planOutputs(source, recipe, names, defaultEfforts)
}

describe('"auto"', () => {
  it('plans one output with the others that it may become, and a name for each', async () => {
    const [output, ...others] = await plan(recipeWith({}))
    expect(others).toEqual([])
    const goal = { mode: 'target', score: 80 }
    expect(output).toEqual({
      index: 0,
      ...{ width: 2_000, height: 1_000 },
      ...{ format: 'avif', path: '/out/photo.avif', goal, effort: 3 },
      alternatives: [
        { format: 'webp', path: '/out/photo.webp', goal, effort: 4 },
        { format: 'jpeg', path: '/out/photo.jpg', goal, effort: null },
        { format: 'png', path: '/out/photo.png', goal, effort: 7 },
      ],
    })
  })

  it('keeps the names of all alternatives from others', async () => {
    const recipe = recipeWith({})
    const names = new OutputNames('/out', holding(), new Set(), recipe)
    const paths: string[] = []
    for (const input of ['/a/photo.jpg', '/b/photo.jpg']) {
      const source = { input, name: 'photo.jpg', probe: sampleProbe }
      const outputs = await planOutputs(source, recipe, names, defaultEfforts)
      paths.push(...outputs.flatMap(plannedPaths))
    }
    expect(new Set(paths).size).toBe(8)
    expect(paths).toContain('/out/photo-2.png')
  })

  it('leaves out what cannot hold the size, and fails where nothing can', async () => {
    const wide = { width: 20_000, height: 10 }
    const [output] = await plan(recipeWith({}), wide)
    expect([output?.format, output?.alternatives?.map(({ format }) => format)]).toEqual(['jpeg', ['png']])
    await expect(plan(recipeWith({ formats: ['webp'] }), wide)).rejects.toMatchObject({
      code: 'FORMAT_LIMIT',
    })
  })

  it('has no alternatives where only one format suits', async () => {
    const [drawing] = await plan(recipeWith({}), { format: 'svg' }, { name: 'logo.svg' })
    expect(drawing).toMatchObject({ format: 'svg', path: '/out/logo.svg', goal: { mode: 'lossless' } })
    expect(drawing).not.toHaveProperty('alternatives')
  })
})

describe('"original"', () => {
  it('keeps the format and the spelling of its extension', async () => {
    const recipe = recipeWith({ formats: ['original'] })
    const [jpeg] = await plan(recipe, {}, { name: 'sub/IMG.JPEG' })
    expect(jpeg).toMatchObject({ format: 'jpeg', path: '/out/sub/IMG.JPEG' })
    const [gif] = await plan(recipe, { format: 'gif' }, { name: 'a.gif' })
    expect(gif).toMatchObject({ format: 'gif', path: '/out/a.gif', goal: { mode: 'lossless' }, effort: 7 })
  })

  it('is made once where the recipe lists the format as well', async () => {
    const outputs = await plan(recipeWith({ formats: ['jpeg', 'original', 'webp'] }))
    expect(outputs.map(({ index, path }) => [index, path])).toEqual([
      [0, '/out/photo.jpg'],
      [1, '/out/photo.webp'],
    ])
  })
})

describe('sizes', () => {
  it('that are to be covered are cropped', async () => {
    const [output] = await plan(recipeWith({ sizes: [{ width: 500, height: 500, fit: 'cover' }] }))
    expect(output).toMatchObject({ width: 500, height: 500, crop: true })
  })

  it('grow only where the recipe says so', async () => {
    const sizes: RecipeInput['sizes'] = [{ longestEdge: 4_000 }]
    expect(await plan(recipeWith({ sizes }))).toMatchObject([{ width: 2_000 }])
    expect(await plan(recipeWith({ sizes, enlarge: true }))).toMatchObject([{ width: 4_000, height: 2_000 }])
  })
})

describe('a name that somebody else’s file has', () => {
  const formats: RecipeInput['formats'] = ['webp', 'jpeg']
  const files = ['PHOTO.webp']

  it('gets a counter', async () => {
    const outputs = await plan(recipeWith({ formats }), {}, { files })
    expect(outputs.map(({ path }) => path)).toEqual(['/out/photo-2.webp', '/out/photo.jpg'])
  })

  it('costs that output with "skip"', async () => {
    const outputs = await plan(recipeWith({ formats, collision: 'skip' }), {}, { files })
    expect(outputs.map(({ index, path }) => [index, path])).toEqual([[0, '/out/photo.jpg']])
    const [auto] = await plan(recipeWith({ collision: 'skip' }), {}, { files })
    expect(auto && plannedPaths(auto)).toEqual(['/out/photo.avif', '/out/photo.jpg', '/out/photo.png'])
  })

  it('fails the image with "fail"', async () => {
    await expect(plan(recipeWith({ formats, collision: 'fail' }), {}, { files })).rejects.toMatchObject({
      code: 'OUTPUT_EXISTS',
      detail: '/out/photo.webp',
    })
  })

  it.each(['skip', 'fail'] as const)('is none where it is ours, also with "%s"', async (collision) => {
    const owned = { source: '/in/a/photo.jpg', sha256: 'abc', bytes: 1 }
    const occupancy = (isUnchanged: boolean): Occupancy => ({
      ...holding('photo.webp'),
      owned: () => owned,
      isUnchanged: async () => isUnchanged,
    })
    const claim = (input: string, isUnchanged = true) =>
      new OutputNames('/out', occupancy(isUnchanged), new Set(), recipeWith({ collision })).claim({
        ...{ input, name: 'photo.jpg', width: 1, height: 1, format: 'webp', extension: 'webp' },
      })
    expect(await claim('/in/a/photo.jpg')).toEqual({ path: '/out/photo.webp', replaces: 'abc' })
    expect(await claim('/in/b/photo.jpg')).toEqual({ path: '/out/photo-2.webp' })
    // What somebody wrote to since is theirs.
    if (collision === 'skip') expect(await claim('/in/a/photo.jpg', false)).toBeUndefined()
    else await expect(claim('/in/a/photo.jpg', false)).rejects.toMatchObject({ code: 'OUTPUT_EXISTS' })
  })
})

describe('an image of which nothing is to be made', () => {
  const planning = (files: readonly string[]) =>
    createPlanning({
      pool: {
        run: () => Promise.reject(new Error('Nothing is read.')),
        load: () => ({ size: 1, busy: 0, queued: 0 }),
      },
      refuseReplacing: async () => undefined,
      delivery: { owned: async () => new Map() },
      limits: () => ({ inputBytes: 1, inputPixels: 1, animationPixels: 1, frames: 1, svgBytes: 1 }),
      leaveOut: [],
      ignore: () => [],
      efforts: () => defaultEfforts,
    }).planAgain({
      items: [sampleItem({ probe: { ...sampleProbe, format: 'gif', pages: 5 } })],
      recipe: recipeWith({ formats: ['jpeg', 'avif'], animation: 'leave-out' }),
      outDir: '/nowhere',
      reserved: new Set(files),
    })

  it('is skipped, and told why', async () => {
    const items = []
    for await (const item of planning([])) items.push(item)
    expect(items).toMatchObject([{ state: 'skipped', planned: [], error: { code: 'NOTHING_TO_MAKE' } }])
  })

  it('is an animation only where the recipe has no format that moves', async () => {
    const moving = { format: 'gif', pages: 5 } as const
    const leaving = (formats: RecipeInput['formats']) => recipeWith({ formats, animation: 'leave-out' })
    expect(await plan(leaving(['webp', 'avif']), moving)).toMatchObject([{ format: 'webp' }])
    expect(await plan(leaving(['auto']), moving)).toMatchObject([{ format: 'webp' }])
    expect(await plan(recipeWith({ formats: ['avif'] }), moving)).toMatchObject([{ format: 'avif' }])
    // Pages are no animation.
    expect(await plan(leaving(['avif']), { format: 'tiff', pages: 5 })).toMatchObject([{ format: 'avif' }])
  })
})
