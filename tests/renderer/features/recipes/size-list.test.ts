import { describe, expect, it } from 'vitest'
import { sizesIn, sizesText } from '../../../../src/renderer/features/recipes/size-list.ts'
import { copyOf, freeId } from '../../../../src/renderer/state/recipes.ts'
import { builtInRecipes, responsiveWeb } from '../../../../src/shared/recipe/index.ts'

describe('sizes as text', () => {
  it('are read as they are written', () => {
    const text = '640x480, 800x800:cover, 1600, 1024w, 50%, original'
    const { sizes, wrong } = sizesIn(text)
    expect(wrong).toBeUndefined()
    expect(sizes).toHaveLength(6)
    expect(sizesText(sizes)).toBe(text)
  })

  it.each(['0x10', '640x', 'wide', '70000w', '-5', '0%'])('%s is none', (part) => {
    expect(sizesIn(`100, ${part}, 200`)).toMatchObject({ wrong: part, sizes: [{ longestEdge: 100 }] })
  })
})

describe('a new recipe', () => {
  const taken = builtInRecipes.map((recipe) => ({ recipe, builtIn: true }))

  it('has an id that nobody has', () => {
    expect(freeId('Responsive web', taken)).toBe('responsive-web-2')
    expect(freeId('Für Ämter & Co.', taken)).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
    expect(freeId('漢字', taken)).toBe('recipe')
  })

  it('is a copy but for its name', () => {
    const copy = copyOf(responsiveWeb, taken)
    expect(copy).toEqual({ ...responsiveWeb, id: copy.id, name: 'Copy of Responsive web' })
  })
})
