import { describe, expect, it } from 'vitest'
import { outputFormats } from '../../src/shared/formats.ts'
import {
  builtInRecipes,
  recipeOverridesSchema,
  recipeSchema,
  responsiveWeb,
} from '../../src/shared/recipe/index.ts'

const complaint = (recipe: unknown): string[] =>
  recipeSchema.safeParse(recipe).error?.issues.map((issue) => issue.path.join('.')) ?? []

describe('built-in recipes', () => {
  it('are valid, and each has its own id and name', () => {
    for (const recipe of builtInRecipes) expect(recipeSchema.parse(recipe)).toEqual(recipe)
    for (const field of ['id', 'name'] as const) {
      expect(new Set(builtInRecipes.map((recipe) => recipe[field])).size).toBe(builtInRecipes.length)
    }
  })

  it('start with the documented sizes in the three documented formats', () => {
    expect(responsiveWeb.formats.toSorted()).toEqual(['avif', 'jpeg', 'webp'])
    expect(responsiveWeb.sizes).toEqual([
      { width: 640, height: 480 },
      { width: 1280, height: 720 },
      { width: 1920, height: 1080 },
    ])
    expect(responsiveWeb.enhance).toBe(false)
  })
})

describe('a recipe', () => {
  it.each([
    ['a format twice', { formats: ['webp', 'webp'] }, 'formats'],
    ['no format', { formats: [] }, 'formats'],
    ['no size', { sizes: [] }, 'sizes'],
    ['too many sizes', { sizes: Array(25).fill('original') }, 'sizes'],
    ['a quality of 0', { quality: { ...responsiveWeb.quality, avif: 0 } }, 'quality.avif'],
    ['a quality of 101', { quality: { ...responsiveWeb.quality, jpeg: 101 } }, 'quality.jpeg'],
    ['a quality between two', { quality: { ...responsiveWeb.quality, webp: 80.5 } }, 'quality.webp'],
    ['more effort than WebP has', { effort: { ...responsiveWeb.effort, webp: 7 } }, 'effort.webp'],
    ['more effort than AVIF has', { effort: { ...responsiveWeb.effort, avif: 10 } }, 'effort.avif'],
    ['effort for JPEG, which has none', { effort: { ...responsiveWeb.effort, jpeg: 1 } }, 'effort.jpeg'],
  ])('is refused with %s', (_, change, path) => {
    expect(complaint({ ...responsiveWeb, ...change })).toEqual([path])
  })

  it('may use every effort that its formats have', () => {
    for (const format of ['avif', 'webp'] as const) {
      const { min, max } = outputFormats[format].effort ?? { min: 0, max: 0 }
      for (const effort of [min, max]) {
        expect(
          complaint({ ...responsiveWeb, effort: { ...responsiveWeb.effort, [format]: effort } }),
        ).toEqual([])
      }
    }
  })

  it('is overridden in part, never in its name', () => {
    expect(recipeOverridesSchema.parse({ enhance: true, id: 'other' })).toEqual({ enhance: true })
    expect(recipeOverridesSchema.parse({})).toEqual({})
    expect(recipeOverridesSchema.safeParse({ formats: ['png'] }).success).toBe(false)
  })
})
