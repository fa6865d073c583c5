import { describe, expect, it } from 'vitest'
import type { Calibration } from '../../../src/shared/model/calibration.ts'
import {
  defaultEfforts,
  effortRemark,
  effortRemarks,
  effortsOf,
  kneeOf,
} from '../../../src/shared/recipe/index.ts'

/** AVIF on 1280×720 photographs, as first measured. */
const avif = [
  { effort: 0, cpuMs: 100, bytes: 35_171 },
  { effort: 1, cpuMs: 170, bytes: 32_746 },
  { effort: 2, cpuMs: 500, bytes: 32_328 },
  { effort: 3, cpuMs: 500, bytes: 27_464 },
  { effort: 4, cpuMs: 3_100, bytes: 26_163 },
  { effort: 6, cpuMs: 9_000, bytes: 25_333 },
]

describe('the knee', () => {
  it('is where more time stops paying, and each preference has its own', () => {
    expect(kneeOf(avif, 'balanced')).toBe(3)
    expect(kneeOf(avif, 'smallest')).toBe(6)
    expect(kneeOf(avif, 'fast')).toBe(0)
  })

  it('passes over an effort that is slower and not smaller', () => {
    expect(
      kneeOf(
        avif.filter(({ effort }) => effort === 1 || effort === 2),
        'balanced',
      ),
    ).toBe(1)
    const same = [
      { effort: 1, cpuMs: 10, bytes: 100 },
      { effort: 2, cpuMs: 40, bytes: 100 },
      { effort: 3, cpuMs: 80, bytes: 101 },
    ]
    expect(kneeOf(same, 'smallest')).toBe(1)
  })

  it('is unknown where nothing was measured', () => {
    expect(kneeOf([], 'balanced')).toBeUndefined()
    expect(effortsOf(undefined)).toEqual(defaultEfforts)
  })

  it('replaces the defaults of the formats that were measured, and no others', () => {
    const calibration: Calibration = {
      version: 1,
      at: 0,
      encoders: {},
      durationMs: 1,
      frontiers: [{ format: 'avif', points: [{ effort: 2, cpuMs: 1, bytes: 1 }] }],
    }
    const { balanced } = effortsOf(calibration)
    expect(balanced).toEqual({ ...defaultEfforts.balanced, avif: 2 })
  })
})

describe('the remark on effort', () => {
  it('says what more would cost and save', () => {
    expect(effortRemark({ format: 'avif', points: avif }, 3)).toBe(
      'AVIF effort 6 would cost 18 times the time for 8 % fewer bytes.',
    )
    expect(effortRemark({ format: 'avif', points: avif }, 6)).toBeUndefined()
  })

  it('is made for the efforts that were used', () => {
    const calibration: Calibration = {
      version: 1,
      at: 0,
      encoders: {},
      durationMs: 1,
      frontiers: [{ format: 'avif', points: avif }],
    }
    const outputs = [
      { format: 'webp', effort: 4 },
      { format: 'avif', effort: null },
      { format: 'avif', effort: 3 },
    ] as const
    expect(effortRemarks(calibration, outputs)).toEqual([
      'AVIF effort 6 would cost 18 times the time for 8 % fewer bytes.',
    ])
    expect(effortRemarks(calibration, outputs.slice(0, 2))).toEqual([])
    expect(effortRemarks(undefined, outputs)).toEqual([])
  })
})
