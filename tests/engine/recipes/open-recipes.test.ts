import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openRecipes } from '../../../src/engine/recipes/index.ts'
import { builtInRecipes, type StoredRecipe } from '../../../src/shared/recipe/index.ts'
import { sampleRecipe } from '../../support/samples.ts'

const mine = (id: string, name = id) => ({ ...sampleRecipe, id, name })
const idsOf = (stored: readonly StoredRecipe[]) => stored.map(({ recipe }) => recipe.id)
const builtInIds = builtInRecipes.map(({ id }) => id)

async function open(content?: string) {
  const dir = await mkdtemp(join(tmpdir(), 'whittle-recipes-'))
  onTestFinished(() => rm(dir, { recursive: true, force: true }))
  const file = join(dir, 'recipes.json')
  if (content !== undefined) await writeFile(file, content)
  const logged: string[] = []
  const changes: string[][] = []
  const reopen = () =>
    openRecipes({
      file,
      log: (_, message) => logged.push(message),
      onChange: (recipes) => changes.push(idsOf(recipes)),
    })
  return { dir, file, store: await reopen(), logged, changes, reopen }
}

const fileWith = (...recipes: unknown[]) => JSON.stringify({ version: 1, recipes })

describe('recipes', () => {
  it('are the built-in ones in their order, then the user’s by name', async () => {
    const { store, changes, reopen } = await open()
    expect(store.list()).toEqual(builtInRecipes.map((recipe) => ({ recipe, builtIn: true })))
    await store.save(mine('x', 'Zebra'))
    expect(await store.save(mine('y', 'apple'))).toEqual({ recipe: mine('y', 'apple'), builtIn: false })
    const all = [...builtInIds, 'y', 'x']
    expect(idsOf(store.list())).toEqual(all)
    expect(changes.at(-1)).toEqual(all)
    expect((await reopen()).list()).toEqual(store.list())
  })

  it('are found by id, or by name whatever its case', async () => {
    const { store } = await open()
    await store.save(mine('mine', 'My Own'))
    expect(store.find('mine')).toEqual(mine('mine', 'My Own'))
    expect(store.find('my OWN').id).toBe('mine')
    expect(store.find('Responsive-Web')).toEqual(builtInRecipes[0])
    expect(() => store.find('none')).toThrow(
      expect.objectContaining({ code: 'NOT_FOUND', detail: expect.stringContaining('responsive-web, ') }),
    )
  })

  it('are replaced by id, and removed', async () => {
    const { store, changes, reopen } = await open()
    await store.save(mine('a', 'First'))
    await store.save(mine('a', 'Second'))
    expect(store.list().slice(builtInIds.length)).toEqual([{ recipe: mine('a', 'Second'), builtIn: false }])
    await store.remove('a')
    expect(changes).toEqual([[...builtInIds, 'a'], [...builtInIds, 'a'], builtInIds])
    await expect(store.remove('a')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(idsOf((await reopen()).list())).toEqual(builtInIds)
  })

  it('that are built in stay as they are', async () => {
    const { store, changes } = await open()
    const refused = { code: 'NOT_ALLOWED', detail: expect.stringContaining('built in') }
    await expect(store.save(mine('responsive-web'))).rejects.toMatchObject(refused)
    await expect(store.remove('responsive-web')).rejects.toMatchObject(refused)
    expect(changes).toEqual([])
  })

  it('that are saved at once are all there', async () => {
    const { store, reopen } = await open()
    const ids = Array.from({ length: 20 }, (_, index) => `r${index + 10}`)
    await Promise.all(ids.map((id) => store.save(mine(id))))
    expect(idsOf((await reopen()).list())).toEqual([...builtInIds, ...ids])
  })

  it('of two stores of one file do not lose each other’s', async () => {
    const { store, reopen } = await open()
    const other = await reopen()
    await store.save(mine('a'))
    await other.save(mine('b'))
    await store.save(mine('c'))
    expect(idsOf(store.list())).toEqual([...builtInIds, 'a', 'b', 'c'])
  })

  it('that cannot be written are not there, and the next one can be', async () => {
    const { dir, store, changes } = await open()
    // A folder that is not empty cannot be replaced by a file.
    await mkdir(join(dir, 'recipes.json', 'in the way'), { recursive: true })
    await expect(store.save(mine('a'))).rejects.toMatchObject({ code: 'HOME_UNWRITABLE' })
    expect(idsOf(store.list())).toEqual(builtInIds)
    expect(changes).toEqual([])
    await rm(join(dir, 'recipes.json'), { recursive: true })
    await store.save(mine('b'))
    expect(idsOf(store.list())).toEqual([...builtInIds, 'b'])
    expect(await readdir(dir)).toEqual(['recipes.json'])
  })
})

describe('import', () => {
  it('takes one recipe, or a list, with or without a byte order mark', async () => {
    const { store } = await open()
    expect(await store.importText(`\uFEFF${JSON.stringify(mine('a'))}`)).toEqual([
      { recipe: mine('a'), builtIn: false },
    ])
    expect(idsOf(await store.importText(JSON.stringify([mine('b'), mine('c')])))).toEqual(['b', 'c'])
    expect(idsOf(store.list())).toEqual([...builtInIds, 'a', 'b', 'c'])
  })

  it('gives a recipe whose id is taken the lowest free counter', async () => {
    const { store, reopen } = await open()
    const long = `${'x'.repeat(57)}-${'y'.repeat(6)}`
    const text = JSON.stringify([mine('responsive-web'), mine('a'), mine('a'), mine(long), mine(long)])
    const taken = [`${'x'.repeat(57)}-2`, 'responsive-web-2']
    expect(idsOf(await store.importText(text))).toEqual([taken[1], 'a', 'a-2', long, taken[0]])
    expect(idsOf(await store.importText(JSON.stringify(mine('a'))))).toEqual(['a-3'])
    // All of these ids are valid: nothing is lost when the file is read again.
    expect((await reopen()).list()).toEqual(store.list())
  })

  it.each([
    ['no JSON', '{"id": ', /^It is not JSON: /],
    ['an empty list', '[]', /^The list is empty$/],
    ['nothing of the kind', '42', /^the recipe: /],
    ['a wrong field', JSON.stringify({ ...mine('a'), minimumSaving: -1 }), /^minimumSaving: Too small/],
    [
      'a field of a field',
      JSON.stringify({ ...mine('a'), quality: { mode: 'target', score: 101 } }),
      /^quality\.score: /,
    ],
    [
      'two wrong ones of three',
      JSON.stringify([mine('a'), { ...mine('b'), formats: [] }, { ...mine('c'), naming: 'x' }]),
      /^\[1\]\.formats: .*; \[2\]\.naming: It must end with/,
    ],
  ])('refuses %s, and takes none', async (_, text, detail) => {
    const { dir, store, changes } = await open()
    await expect(store.importText(text)).rejects.toMatchObject({
      code: 'RECIPE_INVALID',
      detail: expect.stringMatching(detail),
    })
    expect(idsOf(store.list())).toEqual(builtInIds)
    expect(changes).toEqual([])
    expect(await readdir(dir)).toEqual([])
  })
})

describe('a file', () => {
  it.each([
    ['that is not JSON', '{"version": 1,'],
    ['that is no list of recipes', '[]'],
    ['of a later version', '{"version":2,"recipes":[]}'],
  ])('%s is set aside, and said', async (_, content) => {
    const { dir, store, logged } = await open(content)
    expect(idsOf(store.list())).toEqual(builtInIds)
    expect(logged).toEqual([expect.stringMatching(/not valid and were set aside as .*recipes\.invalid-/)])
    const [aside = '', ...others] = await readdir(dir)
    expect(others).toEqual([])
    expect(aside).toMatch(/^recipes\.invalid-\d{8}T\d+Z\.json$/)
    expect(await readFile(join(dir, aside), 'utf8')).toBe(content)
  })

  it('with one unusable recipe keeps that, and the others work', async () => {
    const later = { ...mine('later'), version: 2 }
    const { file, store, logged } = await open(fileWith(mine('a'), later))
    expect(idsOf(store.list())).toEqual([...builtInIds, 'a'])
    expect(logged).toEqual([expect.stringMatching(/cannot be used: version: /)])
    await store.save(mine('b'))
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({
      version: 1,
      recipes: [mine('a'), mine('b'), later],
    })
  })
})
