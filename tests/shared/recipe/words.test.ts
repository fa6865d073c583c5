import { describe, expect, it } from 'vitest'
import {
  effortWords,
  formatWords,
  goalWords,
  qualityWords,
  recipeFormatSchema,
  settingWords,
} from '../../../src/shared/recipe/index.ts'

const fixed = { mode: 'fixed', avif: 60, webp: 82, jpeg: 80, png: 100 } as const
const effort = { mode: 'fixed', avif: 6, webp: 5, png: 7 } as const

describe('words for', () => {
  it('formats', () => {
    expect(recipeFormatSchema.options.map(formatWords)).toEqual([
      'AVIF',
      'WebP',
      'JPEG',
      'PNG',
      'same format',
      'best format',
    ])
  })

  it.each([
    [{ mode: 'target', score: 78.5 }, 'score 78.5'],
    [{ mode: 'fixed', quality: 80 }, 'quality 80'],
    [{ mode: 'maxBytes', bytes: 100 }, 'at most 0.1 kB'],
    [{ mode: 'maxBytes', bytes: 200_000 }, 'at most 200 kB'],
    [{ mode: 'maxBytes', bytes: 1_500_000 }, 'at most 1.5 MB'],
    [{ mode: 'lossless' }, 'lossless'],
  ] as const)('the goal %o', (goal, words) => {
    expect(goalWords(goal)).toBe(words)
  })

  it('the quality of a recipe: of its formats, or of all that "auto" may choose', () => {
    expect(qualityWords({ quality: { mode: 'target', score: 78 }, formats: ['webp'] })).toBe('score 78')
    expect(qualityWords({ quality: fixed, formats: ['webp', 'avif'] })).toBe('WebP 82, AVIF 60')
    expect(qualityWords({ quality: fixed, formats: ['auto'] })).toBe('AVIF 60, WebP 82, JPEG 80')
  })

  it('the effort of a recipe', () => {
    const formats = ['webp', 'jpeg'] as const
    const of = (one: Parameters<typeof effortWords>[0]['effort']) =>
      effortWords({ effort: one, formats: [...formats] })
    expect(of({ mode: 'auto', prefer: 'balanced' })).toBe('automatic')
    expect(of({ mode: 'auto', prefer: 'smallest' })).toBe('automatic, smallest')
    expect(of(effort)).toBe('WebP 5')
    expect(effortWords({ effort, formats: ['jpeg'] })).toBe('none')
    for (const format of ['auto', 'original'] as const) {
      expect(effortWords({ effort, formats: [format] })).toBe('AVIF 6, WebP 5, PNG 7')
    }
  })

  it('what an output was encoded with', () => {
    expect(settingWords({ quality: 62, effort: 3 })).toBe('quality 62, effort 3')
    expect(settingWords({ quality: 62, effort: null })).toBe('quality 62')
    expect(settingWords({ quality: null, effort: 4 })).toBe('lossless, effort 4')
    expect(settingWords({ quality: null, effort: null })).toBe('lossless')
  })
})
