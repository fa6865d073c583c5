import { describe, expect, it } from 'vitest'
import { mannKendall, varianceInflation } from '../../../src/engine/analytics/statistics/mann-kendall.ts'
import { pettitt } from '../../../src/engine/analytics/statistics/pettitt.ts'
import { decrease, meanDecrease } from '../../../src/engine/analytics/statistics/shift.ts'
import { robustSpread } from '../../../src/engine/analytics/statistics/spread.ts'
import { theilSen } from '../../../src/engine/analytics/statistics/theil-sen.ts'
import { normal } from '../../support/normal.ts'

/**
 * Annual flow of the Nile at Aswan, 1871–1970, in 10⁸ m³ (Cobb 1978, *Biometrika* 65:243–251): a textbook series that
 * fell to another level in 1899. What is expected of it was computed with SciPy 1.17.
 */
const nile = [
  1120, 1160, 963, 1210, 1160, 1160, 813, 1230, 1370, 1140, 995, 935, 1110, 994, 1020, 960, 1180, 799, 958,
  1140, 1100, 1210, 1150, 1250, 1260, 1220, 1030, 1100, 774, 840, 874, 694, 940, 833, 701, 916, 692, 1020,
  1050, 969, 831, 726, 456, 824, 702, 1120, 1100, 832, 764, 821, 768, 845, 864, 862, 698, 845, 744, 796, 1040,
  759, 781, 865, 845, 944, 984, 897, 822, 1010, 771, 676, 649, 846, 812, 742, 801, 1040, 860, 874, 848, 890,
  744, 749, 838, 1050, 918, 986, 797, 923, 975, 815, 1020, 906, 901, 1170, 912, 746, 919, 718, 714, 740,
]
const years = nile.map((_, index) => index)

describe('Mann–Kendall', () => {
  it('counts pairs and corrects for ties', () => {
    const { s, variance, pValue } = mannKendall(nile)
    expect(s).toBe(-1387)
    expect(variance).toBeCloseTo(112_728.333, 2)
    expect(pValue).toBeCloseTo(3.658e-5, 6)
  })

  it('makes the variance larger where years resemble each other', () => {
    const residuals = nile.map((value, index) => value + 2.6 * index)
    expect(varianceInflation(residuals)).toBeCloseTo(2.512_8, 3)
    const { variance, pValue } = mannKendall(nile, residuals)
    expect(variance / 112_728.333).toBeCloseTo(2.512_8, 3)
    expect(pValue).toBeGreaterThan(0.005)
  })

  it('never makes it smaller', () => {
    // Differences of neighbours: each is followed by its opposite.
    const differences = nile.slice(1).map((value, index) => value - (nile[index] ?? 0))
    expect(varianceInflation(differences)).toBeLessThan(1)
    expect(mannKendall(differences, differences).variance).toBe(mannKendall(differences).variance)
  })

  it('finds nothing in what does not move', () => {
    expect(mannKendall([3, 3, 3, 3])).toEqual({ s: 0, variance: 0, pValue: 1 })
  })
})

describe('Theil–Sen', () => {
  it('gives the median slope with its interval', () => {
    const { variance } = mannKendall(nile)
    const line = theilSen(years, nile, variance)
    expect(line.slope).toBeCloseTo(-2.6, 10)
    expect(line.low).toBeCloseTo(-3.627_9, 2)
    expect(line.high).toBeCloseTo(-1.428_6, 2)
  })

  it('is not moved by a quarter of wild values', () => {
    const y = years.map((x) => (x % 4 === 3 ? 1e6 : 5 + 2 * x))
    expect(theilSen(years, y, mannKendall(y).variance)).toMatchObject({ slope: 2, intercept: 5 })
  })
})

describe('Pettitt', () => {
  it('finds where the Nile changed', () => {
    const { index, k, pValue } = pettitt(nile)
    expect({ year: 1871 + index, k }).toEqual({ year: 1899, k: 1617 })
    expect(pValue).toBeCloseTo(3.591e-7, 9)
  })
})

describe('the difference of two samples', () => {
  it('is the median of all differences, with its interval', () => {
    const { low, expected, high } = decrease(nile.slice(0, 28), nile.slice(28))
    expect(expected).toBe(260)
    expect(low).toBeCloseTo(209, -1)
    expect(high).toBeCloseTo(307, -1)
  })

  it('is negative where the second is larger', () => {
    expect(decrease([1, 2, 3, 4, 5], [11, 12, 13, 14, 15]).expected).toBe(-10)
  })
})

describe('the interval of a difference', () => {
  it.each([
    ['of the middle', decrease],
    ['of the mean', meanDecrease],
  ])('holds the truth nine times in ten: %s', (_, difference) => {
    const draw = normal(5)
    const sample = (mean: number) => Array.from({ length: 20 }, () => mean + 10 * draw())
    const held = Array.from({ length: 400 }, () => difference(sample(100), sample(92))).filter(
      ({ low, high }) => low <= 8 && high >= 8,
    )
    // Three standard errors of 400 draws around 90 %.
    expect(held.length / 400).toBeGreaterThan(0.855)
    expect(held.length / 400).toBeLessThan(0.945)
  })

  it('of the mean tells what the median does not where most values are 0', () => {
    const rare = Array.from({ length: 30 }, (_, at) => (at % 5 === 0 ? 90 : 0))
    const none = rare.map(() => 0)
    expect(decrease(rare, none).expected).toBe(0)
    expect(meanDecrease(rare, none)).toMatchObject({ expected: 18 })
    expect(meanDecrease(rare, none).low).toBeGreaterThan(0)
    expect(meanDecrease([5], [3])).toEqual({ low: 2, expected: 2, high: 2 })
  })
})

describe('the robust spread', () => {
  it('is the standard deviation of normal values', () => {
    const { median, spread } = robustSpread(nile)
    expect(median).toBe(893.5)
    expect(spread).toBeCloseTo(179.39, 1)
  })
})
