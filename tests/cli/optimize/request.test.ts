import { describe, expect, it } from 'vitest'
import { toRequest } from '../../../src/cli/optimize/request.ts'
import { UsageError } from '../../../src/cli/usage-error.ts'
import { engineCommands } from '../../../src/shared/contract/engine.ts'
import { responsiveWeb } from '../../../src/shared/recipe/index.ts'

const recipe = responsiveWeb.id

describe('toRequest', () => {
  it('makes paths absolute and leaves the recipe alone when nothing is said', () => {
    const request = toRequest(['a.jpg', '/b'], { recipe }, '/project')
    expect(request.params).toEqual({ paths: ['/project/a.jpg', '/b'], recipeId: recipe, overrides: {} })
    expect(request.outDir).toBeUndefined()
    expect(request.typedPaths).toEqual(['a.jpg', '/b'])
  })

  it('sends only what was given, in the shape of the contract', () => {
    const request = toRequest(
      ['a.jpg'],
      { recipe, out: 'web', formats: ['webp', 'jpeg'], sizes: ['original'], quality: 70, enhance: false },
      '/project',
    )
    expect(request.params).toEqual({
      paths: ['/project/a.jpg'],
      recipeId: recipe,
      outDir: '/project/web',
      overrides: {
        formats: ['webp', 'jpeg'],
        sizes: ['original'],
        quality: { avif: responsiveWeb.quality.avif, webp: 70, jpeg: 70 },
        enhance: false,
      },
    })
    expect(engineCommands.createBatch.params.parse(request.params)).toMatchObject(request.params)
  })

  it('finds a recipe by its name, whatever the case', () => {
    expect(toRequest(['a'], { recipe: 'Responsive WEB' }, '/').params.recipeId).toBe(recipe)
  })

  it('names an unknown recipe and the known ones', () => {
    expect(() => toRequest(['a'], { recipe: 'x' }, '/')).toThrow(
      /--recipe: there is no recipe "x".*responsive-web/,
    )
  })
})

describe('effort', () => {
  it('applies to the chosen formats that have one', () => {
    const { overrides } = toRequest(['a'], { recipe, formats: ['webp', 'jpeg'], effort: 6 }, '/').params
    expect(overrides).toMatchObject({ effort: { avif: responsiveWeb.effort.avif, webp: 6, jpeg: null } })
  })

  it('is the recipe’s with auto', () => {
    expect(toRequest(['a'], { recipe, effort: 'auto' }, '/').params.overrides).toEqual({})
  })

  it('may be anything when no chosen format has one', () => {
    const { overrides } = toRequest(['a'], { recipe, formats: ['jpeg'], effort: 9 }, '/').params
    expect(overrides).toMatchObject({ effort: responsiveWeb.effort })
  })

  it('names the format whose range it leaves', () => {
    expect(() => toRequest(['a'], { recipe, effort: 7 }, '/')).toThrow(
      new UsageError('optimize', 'option --effort 7 is out of range for webp (0–6)'),
    )
    expect(() => toRequest(['a'], { recipe, formats: ['avif'], effort: 7 }, '/')).not.toThrow()
  })
})

describe('resume', () => {
  it('needs to know the folder', () => {
    expect(() => toRequest(['a'], { recipe, resume: true }, '/')).toThrow(/--resume needs --out/)
  })
})
