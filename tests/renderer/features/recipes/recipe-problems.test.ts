import { afterEach, describe, expect, it } from 'vitest'
import { problemsByField } from '../../../../src/renderer/features/recipes/recipe-problems.ts'
import { setLanguage } from '../../../../src/renderer/i18n.ts'
import { builtInRecipes, recipeSchema } from '../../../../src/shared/recipe/index.ts'

afterEach(() => setLanguage('en'))

/** The problems of a good recipe with some fields changed. */
function problems(change: object): Record<string, string> {
  const checked = recipeSchema.safeParse({ ...builtInRecipes[0], ...change })
  return Object.fromEntries(problemsByField(checked.error?.issues ?? []))
}

describe('problemsByField', () => {
  it('finds nothing in a good recipe', () => {
    expect(problems({})).toEqual({})
  })

  it.each([
    [
      { naming: '{name}-{size}.{ext}' },
      'naming',
      /^\{size\} is not known; known are \{dir\}, /,
      /^\{size\} gibt es nicht/,
    ],
    [
      { naming: '{name}.{ext}' },
      'naming',
      /^With more than one size/,
      /^Bei mehreren Größen braucht der Name \{width\}/,
    ],
    [{ naming: '{{evil}}{name}.{ext}' }, 'naming', /^\{evil\} is not known/, /^\{evil\} gibt es nicht/],
    [{ name: '  ' }, 'name', /^Something has to stand here/, /^Hier muss etwas stehen/],
    [{ name: 'x'.repeat(81) }, 'name', /^At most 80 characters/, /^Höchstens 80 Zeichen/],
    [{ formats: [] }, 'formats', /^Choose at least one/, /^Wähle mindestens eines/],
    [{ formats: ['avif', 'avif'] }, 'formats', /^A format is listed twice/, /^Ein Format steht zweimal da/],
    [
      { quality: { mode: 'lossless' } },
      'formats',
      /^JPEG cannot be lossless/,
      /^JPEG kann nicht verlustfrei sein/,
    ],
    [{ sizes: Array(25).fill('original') }, 'sizes', /^At most 24\./, /^Höchstens 24\./],
    [{ background: 'red' }, 'background', /^This cannot be used/, /^Das lässt sich nicht verwenden/],
  ])('says in both languages what is wrong with %j', (change, field, english, german) => {
    expect(problems(change)[field]).toMatch(english)
    setLanguage('de')
    expect(problems(change)[field]).toMatch(german)
  })
})
