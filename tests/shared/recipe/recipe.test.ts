import { describe, expect, it } from 'vitest'
import { outputFormats } from '../../../src/shared/formats.ts'
import {
  builtInRecipes,
  defaultNaming,
  defaultTreatment,
  recipeOverridesSchema,
  recipeSchema,
  responsiveWeb,
  treatmentOf,
} from '../../../src/shared/recipe/index.ts'
import { sampleRecipe } from '../../support/samples.ts'

const issuesOf = (recipe: unknown) => recipeSchema.safeParse(recipe).error?.issues ?? []
const complaint = (recipe: unknown): string[] => issuesOf(recipe).map((issue) => issue.path.join('.'))

describe('built-in recipes', () => {
  it('are valid, and each has its own id and name', () => {
    for (const recipe of builtInRecipes) expect(recipeSchema.parse(recipe)).toEqual(recipe)
    for (const field of ['id', 'name'] as const) {
      expect(new Set(builtInRecipes.map((recipe) => recipe[field])).size).toBe(builtInRecipes.length)
    }
  })

  it('start with the documented sizes in the three documented formats', () => {
    expect(builtInRecipes[0]).toBe(responsiveWeb)
    expect(responsiveWeb.formats.toSorted()).toEqual(['avif', 'jpeg', 'webp'])
    expect(responsiveWeb.sizes).toEqual([
      { width: 640, height: 480 },
      { width: 1280, height: 720 },
      { width: 1920, height: 1080 },
    ])
    expect(responsiveWeb.enhance).toBe(false)
  })
})

const { quality, effort } = sampleRecipe

describe('a recipe', () => {
  it.each([
    ['a format twice', { formats: ['webp', 'webp'] }, 'formats'],
    ['no format', { formats: [] }, 'formats'],
    ['a format that is only read', { formats: ['gif'] }, 'formats.0'],
    ['no size', { sizes: [] }, 'sizes'],
    ['too many sizes', { sizes: Array(25).fill('original') }, 'sizes'],
    ['a box without height', { sizes: [{ width: 640, height: 0 }] }, 'sizes.0.height'],
    ['half a size', { sizes: [{ height: 480 }] }, 'sizes.0'],
    ['a size of two kinds', { sizes: [{ width: 1, longestEdge: 1 }] }, 'sizes.0'],
    ['a quality of 0', { quality: { ...quality, avif: 0 } }, 'quality.avif'],
    ['a quality of 101', { quality: { ...quality, jpeg: 101 } }, 'quality.jpeg'],
    ['a quality between two', { quality: { ...quality, webp: 80.5 } }, 'quality.webp'],
    ['a score that says nothing', { quality: { mode: 'target', score: 29 } }, 'quality.score'],
    ['a score above all', { quality: { mode: 'target', score: 100.5 } }, 'quality.score'],
    ['too few bytes', { quality: { mode: 'maxBytes', bytes: 99 } }, 'quality.bytes'],
    ['an unknown goal', { quality: { mode: 'best' } }, 'quality.mode'],
    ['more effort than WebP has', { effort: { ...effort, webp: 7 } }, 'effort.webp'],
    ['more effort than AVIF has', { effort: { ...effort, avif: 10 } }, 'effort.avif'],
    ['less effort than PNG has', { effort: { ...effort, png: 0 } }, 'effort.png'],
    ['effort for JPEG, which has none', { effort: { ...effort, jpeg: 1 } }, 'effort'],
    ['an unknown preference', { effort: { mode: 'auto', prefer: 'slow' } }, 'effort.prefer'],
    ['a colour by name', { background: 'white' }, 'background'],
    ['a saving that nothing reaches', { minimumSaving: 91 }, 'minimumSaving'],
    ['an id with capitals', { id: 'Mine' }, 'id'],
    ['an id with two hyphens', { id: 'a--b' }, 'id'],
    ['an empty name', { name: ' ' }, 'name'],
    ['another version', { version: 2 }, 'version'],
    ['a field that nobody knows', { qualty: 80 }, ''],
    ['one name for two sizes', { naming: '{name}.{ext}' }, 'naming'],
    ['a name that leads elsewhere', { naming: '../{name}-{width}.{ext}' }, 'naming'],
    ['JPEG without loss', { quality: { mode: 'lossless' } }, 'formats'],
  ])('is refused with %s', (_, change, path) => {
    expect(complaint({ ...sampleRecipe, ...change })).toEqual([path])
  })

  it('says what is wrong in words', () => {
    const lossless = { ...sampleRecipe, quality: { mode: 'lossless' } }
    expect(issuesOf(lossless).map(({ message }) => message)).toEqual(['JPEG cannot be lossless'])
    for (const size of [{ width: 640, height: '480' }, { width: 640, height: 480, fit: 'fill' }, {}, '640']) {
      const [issue] = issuesOf({ ...sampleRecipe, sizes: [size] })
      expect(issue?.message).toMatch(/^Expected "original", \{ width, height \}.* sides of 1–65535$/)
    }
  })

  it('may use every effort that its formats have', () => {
    for (const format of ['avif', 'webp', 'png'] as const) {
      const { min, max } = outputFormats[format].effort ?? { min: 0, max: 0 }
      for (const value of [min, max]) {
        expect(complaint({ ...sampleRecipe, effort: { ...effort, [format]: value } })).toEqual([])
      }
    }
  })

  it('may have one name for one size, and be lossless without JPEG', () => {
    expect(complaint({ ...sampleRecipe, sizes: ['original'], naming: '{name}.{ext}' })).toEqual([])
    const formats = ['png', 'original', 'auto', 'webp', 'avif']
    expect(complaint({ ...sampleRecipe, formats, quality: { mode: 'lossless' } })).toEqual([])
  })

  it('needs to say little', () => {
    const { id, name, formats } = sampleRecipe
    const sizes = ['original']
    expect(recipeSchema.parse({ id, name, formats, sizes, quality })).toEqual({
      ...{ version: 1, id, name, description: '', formats, sizes, quality },
      ...defaultTreatment,
      enlarge: false,
      effort: { mode: 'auto', prefer: 'balanced' },
      naming: defaultNaming,
      collision: 'counter',
    })
  })

  it('is overridden in part, never in its name', () => {
    expect(recipeOverridesSchema.parse({ enhance: true, id: 'other' })).toEqual({ enhance: true })
    expect(recipeOverridesSchema.parse({})).toEqual({})
    expect(recipeOverridesSchema.safeParse({ formats: ['gif'] }).success).toBe(false)
  })

  it('knows what it does to the pixels', () => {
    expect(treatmentOf(sampleRecipe)).toEqual(defaultTreatment)
    const metadata = 'copyright'
    expect(treatmentOf({ ...sampleRecipe, enhance: true, metadata })).toEqual({
      ...defaultTreatment,
      enhance: true,
      metadata,
    })
  })
})
