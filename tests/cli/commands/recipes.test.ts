import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runProgram } from '../../../src/cli/program.ts'
import { openRecipes } from '../../../src/engine/recipes/index.ts'
import { builtInRecipes, responsiveWeb } from '../../../src/shared/recipe/index.ts'
import { sampleRecipe } from '../../support/samples.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { FakeEngine } from '../support/fake-engine.ts'
import { memoryStreams } from '../support/memory-streams.ts'

/** A folder to call the command in, with the real recipes behind it. */
async function setUp() {
  const cwd = temporaryFolder()
  const store = await openRecipes({
    file: join(cwd, 'home', 'recipes.json'),
    log: () => undefined,
    onChange: () => undefined,
  })
  const recipes = async (...argv: string[]) => {
    const engine = new FakeEngine({
      listRecipes: async () => store.list(),
      importRecipes: ({ text }) => store.importText(text),
      removeRecipe: async ({ recipeId }) => {
        await store.remove(recipeId)
        return {}
      },
    })
    const { out, err, streams } = memoryStreams()
    const openEngine = async () => engine
    const code = await runProgram(['recipes', ...argv], {
      ...{ streams, version: '0', cwd, openEngine, electronNote: '' },
    })
    expect(engine.closed).toBe(1)
    return { code, out: out.text, err: err.text }
  }
  return { cwd, store, recipes }
}

describe('recipes', () => {
  it('lists what each makes', async () => {
    const { recipes, store } = await setUp()
    await store.save(sampleRecipe)
    const { code, out } = await recipes()
    expect(code).toBe(0)
    expect(out).toContain('responsive-web (Responsive web)\n')
    expect(out).toMatch(
      /Formats: +AVIF, WebP, JPEG\n +Sizes: +640x480, 1280x720, 1920x1080\n +Quality: +score 78\n/,
    )
    expect(out).toMatch(/sample \(Sample\), yours\n(.*\n)*.*Quality: +WebP 82, JPEG 80\n +Effort: +WebP 4\n/)
  })

  it('is one document with --json', async () => {
    const { recipes } = await setUp()
    expect(JSON.parse((await recipes('--json')).out)).toEqual({ recipes: builtInRecipes })
  })
})

describe('recipes --export', () => {
  it('prints a recipe that can be imported again', async () => {
    const { cwd, recipes, store } = await setUp()
    const { code, out } = await recipes('--export', 'responsive-web')
    expect(code).toBe(0)
    expect(JSON.parse(out)).toEqual(responsiveWeb)
    await writeFile(join(cwd, 'mine.json'), out)
    const imported = await recipes('--import', 'mine.json')
    expect(imported).toMatchObject({
      code: 0,
      out: expect.stringContaining('responsive-web-2 (Responsive web), yours'),
    })
    expect(store.find('responsive-web-2')).toEqual({ ...responsiveWeb, id: 'responsive-web-2' })
  })

  it('names what is unknown', async () => {
    const { recipes } = await setUp()
    expect(await recipes('--export', 'none')).toEqual({
      code: 2,
      out: '',
      err: 'whittle: option --export: there is no recipe "none"\nsee "whittle recipes --help"\n',
    })
  })
})

describe('recipes --import', () => {
  it('takes a list and prints what was added', async () => {
    const { cwd, recipes } = await setUp()
    await writeFile(join(cwd, 'list.json'), JSON.stringify([sampleRecipe, sampleRecipe]))
    const { code, out } = await recipes('--import', 'list.json', '--json')
    expect(code).toBe(0)
    expect(JSON.parse(out)).toEqual({ recipes: [sampleRecipe, { ...sampleRecipe, id: 'sample-2' }] })
  })

  it.each([
    ['a missing file', undefined, 'option --import: ENOENT'],
    ['no JSON', '{', 'It is not JSON'],
    ['a wrong field', JSON.stringify({ ...sampleRecipe, sizes: [] }), 'sizes: '],
  ])('refuses %s with exit code 2', async (_, content, message) => {
    const { cwd, recipes, store } = await setUp()
    if (content !== undefined) await writeFile(join(cwd, 'mine.json'), content)
    const { code, out, err } = await recipes('--import', 'mine.json')
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain(message)
    expect(store.list()).toHaveLength(builtInRecipes.length)
  })
})

describe('recipes --remove', () => {
  it('removes one of the user’s, and lists the others', async () => {
    const { recipes, store } = await setUp()
    await store.save(sampleRecipe)
    const { code, out } = await recipes('--remove', 'sample', '--json')
    expect(code).toBe(0)
    expect(JSON.parse(out)).toEqual({ recipes: builtInRecipes })
  })

  it.each([
    ['responsive-web', 'NOT_ALLOWED'],
    ['none', 'NOT_FOUND'],
  ])('refuses %s with %s', async (id, reason) => {
    const { recipes } = await setUp()
    const { code, out, err } = await recipes('--remove', id)
    expect([code, out]).toEqual([2, ''])
    expect(err).toContain(reason)
  })
})
