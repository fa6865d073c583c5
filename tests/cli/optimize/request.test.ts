import { describe, expect, it } from 'vitest'
import type { RecipeChoice } from '../../../src/cli/optimize/recipe-choice.ts'
import { toRequest } from '../../../src/cli/optimize/request.ts'
import { UsageError } from '../../../src/cli/usage-error.ts'
import { engineCommands } from '../../../src/shared/contract/engine.ts'
import { responsiveWeb } from '../../../src/shared/recipe/index.ts'
import { sampleRecipe } from '../../support/samples.ts'

const recipe = responsiveWeb.id
const builtIn: RecipeChoice = { name: recipe }

/** What is asked for with these options, in addition to or instead of the recipe's. */
function overridesFor(options: Partial<Parameters<typeof toRequest>[1]>, choice = builtIn) {
  const { params } = toRequest(['a'], { recipe, ...options }, choice, '/')
  expect(engineCommands.createBatch.params.parse(params)).toMatchObject(params)
  return params.overrides
}

describe('toRequest', () => {
  it('makes paths absolute and leaves the recipe alone when nothing is said', () => {
    const request = toRequest(['a.jpg', '/b'], { recipe }, builtIn, '/project')
    expect(request.params).toEqual({ paths: ['/project/a.jpg', '/b'], recipeId: recipe, overrides: {} })
    expect(request.outDir).toBeUndefined()
    expect(request.typedPaths).toEqual(['a.jpg', '/b'])
  })

  it('sends only what was given, in the shape of the contract', () => {
    const request = toRequest(
      ['a.jpg'],
      {
        recipe,
        out: 'web',
        formats: ['webp', 'jpeg'],
        sizes: ['original'],
        quality: 70,
        enhance: false,
        metadata: 'copyright',
        naming: '{name}.{ext}',
      },
      builtIn,
      '/project',
    )
    expect(request.params).toEqual({
      paths: ['/project/a.jpg'],
      recipeId: recipe,
      outDir: '/project/web',
      overrides: {
        formats: ['webp', 'jpeg'],
        sizes: ['original'],
        quality: { mode: 'fixed', avif: 70, webp: 70, jpeg: 70, png: 70 },
        enhance: false,
        metadata: 'copyright',
        naming: '{name}.{ext}',
      },
    })
    expect(engineCommands.createBatch.params.parse(request.params)).toMatchObject(request.params)
  })

  it('leaves a name to the engine, which knows the user’s recipes as well', () => {
    const { params } = toRequest(['a'], { recipe: 'Mine' }, { name: 'Mine' }, '/')
    expect(params).toEqual({ paths: ['/a'], recipeId: 'Mine', overrides: {} })
  })

  it('sends the recipe itself when it is out of a file', () => {
    const { params } = toRequest(['a'], { recipe: './mine.json' }, { recipe: sampleRecipe }, '/')
    expect(params).toEqual({ paths: ['/a'], recipe: sampleRecipe, overrides: {} })
  })
})

describe('quality', () => {
  it.each([
    [{ target: 82.5 }, { mode: 'target', score: 82.5 }],
    [{ maxBytes: 200_000 }, { mode: 'maxBytes', bytes: 200_000 }],
    [{ lossless: true }, { mode: 'lossless' }],
    [{ quality: 1 }, { mode: 'fixed', avif: 1, webp: 1, jpeg: 1, png: 1 }],
  ])('of %j is %j', (options, quality) => {
    expect(overridesFor(options)).toEqual({ quality })
  })
})

describe('effort', () => {
  it('applies to the chosen formats that have one, and is the usual one elsewhere', () => {
    expect(overridesFor({ formats: ['webp', 'jpeg'], effort: 6 })).toMatchObject({
      effort: { mode: 'fixed', avif: 6, webp: 6, png: 6 },
    })
    expect(overridesFor({ formats: ['avif'], effort: 9 })).toMatchObject({
      effort: { mode: 'fixed', avif: 9, webp: 4, png: 9 },
    })
    expect(overridesFor({ formats: ['webp'], effort: 0 })).toMatchObject({
      effort: { mode: 'fixed', avif: 0, webp: 0, png: 7 },
    })
  })

  it.each([
    ['auto', 'balanced'],
    ['balanced', 'balanced'],
    ['fast', 'fast'],
    ['smallest', 'smallest'],
  ] as const)('%s is measured, preferring %s', (effort, prefer) => {
    expect(overridesFor({ effort })).toEqual({ effort: { mode: 'auto', prefer } })
  })

  it('may be anything when no chosen format has one', () => {
    expect(overridesFor({ formats: ['jpeg'], effort: 9 })).toMatchObject({ effort: { webp: 4 } })
  })

  it('names the format whose range it leaves', () => {
    const outside = new UsageError('optimize', 'option --effort 7 is out of range for webp (0–6)')
    expect(() => overridesFor({ effort: 7 })).toThrow(outside)
    expect(() => overridesFor({ effort: 7 }, { name: 'Responsive WEB' })).toThrow(outside)
    expect(() => overridesFor({ effort: 7 }, { recipe: sampleRecipe })).toThrow(outside)
    expect(() => overridesFor({ formats: ['png'], effort: 0 })).toThrow(/for png \(1–10\)/)
    expect(() => overridesFor({ formats: ['avif'], effort: 7 })).not.toThrow()
    // What formats somebody's own recipe has only the engine knows.
    expect(() => overridesFor({ effort: 7 }, { name: 'mine' })).not.toThrow()
  })
})

describe('resume', () => {
  it('needs to know the folder', () => {
    expect(() => toRequest(['a'], { recipe, resume: true }, builtIn, '/')).toThrow(/--resume needs --out/)
  })
})
