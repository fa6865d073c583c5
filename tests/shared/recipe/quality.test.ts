import { describe, expect, it } from 'vitest'
import { type OutputFormat, outputFormatSchema } from '../../../src/shared/formats.ts'
import {
  defaultEfforts,
  effortFor,
  goalFor,
  type QualityGoal,
  qualityGoalSchema,
} from '../../../src/shared/recipe/index.ts'

const all = outputFormatSchema.options
const withScale: readonly OutputFormat[] = ['avif', 'webp', 'jpeg', 'png']

describe('goalFor', () => {
  const fixed = { mode: 'fixed', avif: 60, webp: 82, jpeg: 80, png: 90 } as const

  it('is each format’s own number where those are fixed', () => {
    expect(withScale.map((format) => goalFor(fixed, format))).toEqual(
      [60, 82, 80, 90].map((quality) => ({ mode: 'fixed', quality })),
    )
  })

  it('is lossless for PNG at 100, which needs no palette, and for no other', () => {
    const best = { mode: 'fixed', avif: 100, webp: 100, jpeg: 100, png: 100 } as const
    expect(goalFor(best, 'png')).toEqual({ mode: 'lossless' })
    for (const format of ['avif', 'webp', 'jpeg'] as const) {
      expect(goalFor(best, format)).toEqual({ mode: 'fixed', quality: 100 })
    }
  })

  it.each<QualityGoal & { mode: 'target' | 'maxBytes' | 'lossless' }>([
    { mode: 'target', score: 78 },
    { mode: 'maxBytes', bytes: 200_000 },
    { mode: 'lossless' },
  ])('is the same for all formats with a scale: %o', (quality) => {
    for (const format of withScale) expect(goalFor(quality, format)).toEqual(quality)
  })

  it('is lossless where a format has no scale, and always valid', () => {
    for (const quality of [fixed, { mode: 'target', score: 78 }, { mode: 'maxBytes', bytes: 100 }] as const) {
      for (const format of ['gif', 'tiff', 'svg'] as const) {
        expect(goalFor(quality, format)).toEqual({ mode: 'lossless' })
      }
      for (const format of all)
        expect(qualityGoalSchema.safeParse(goalFor(quality, format)).success).toBe(true)
    }
  })
})

describe('effortFor', () => {
  it('is what was measured, by preference', () => {
    for (const prefer of ['fast', 'balanced', 'smallest'] as const) {
      const efforts = all.map((format) => effortFor({ mode: 'auto', prefer }, format, defaultEfforts))
      expect(efforts).toEqual(all.map((format) => defaultEfforts[prefer][format]))
    }
    const measured = { ...defaultEfforts, fast: { ...defaultEfforts.fast, avif: 0 } }
    expect(effortFor({ mode: 'auto', prefer: 'fast' }, 'avif', measured)).toBe(0)
  })

  it('is the recipe’s where that is fixed, and the usual one where it says nothing', () => {
    const fixed = { mode: 'fixed', avif: 9, webp: 0, png: 1 } as const
    expect(all.map((format) => effortFor(fixed, format, defaultEfforts))).toEqual([
      9,
      0,
      null,
      1,
      defaultEfforts.balanced.gif,
      null,
      null,
    ])
  })
})
