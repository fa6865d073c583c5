import { describe, expect, it } from 'vitest'
import {
  formatBytes,
  formatClock,
  formatDimensions,
  formatDuration,
  formatNoun,
  formatRate,
  formatRemaining,
  formatSaving,
  formatSavingPhrase,
  lastSegment,
} from '../../src/renderer/format.ts'

/** Non-breaking spaces as plain ones, so that the expectations can be read. */
const plain = (text: string): string => text.replaceAll('\u00a0', ' ')

describe('formatSaving', () => {
  it.each([
    [0.87, '−87 %'],
    [-0.12, '+12 %'],
    [0, '0 %'],
    [0.004, '0 %'],
    [1, '−100 %'],
  ])('shows %d as %s', (saving, text) => {
    expect(plain(formatSaving(saving))).toBe(text)
  })

  it('never claims that nothing is left while something is', () => {
    expect(plain(formatSaving(0.9999))).toBe('−99 %')
  })

  it('says the same in words', () => {
    expect(plain(formatSavingPhrase(0.87))).toBe('87 % less')
    expect(plain(formatSavingPhrase(-0.5))).toBe('50 % more')
    expect(plain(formatSavingPhrase(0))).toBe('the same size')
  })
})

describe('formatDuration', () => {
  it.each([
    [-5, '0.0 s'],
    [0.4, '1 ms'],
    [40, '40 ms'],
    [412, '0.4 s'],
    [9_949, '9.9 s'],
    [9_950, '10 s'],
    [59_499, '59 s'],
    [59_600, '1 min'],
    [125_000, '2 min 5 s'],
    [3_600_000, '1 h'],
    [4_320_000, '1 h 12 min'],
  ])('shows %d ms as %s', (ms, text) => {
    expect(plain(formatDuration(ms))).toBe(text)
  })
})

describe('formatRemaining', () => {
  it.each([
    [0, '1 s'],
    [2_100, '3 s'],
    [125_000, '2 min 5 s'],
    [805_000, '14 min'],
  ])('shows %d ms as %s', (ms, text) => {
    expect(plain(formatRemaining(ms))).toBe(text)
  })
})

describe('formatClock', () => {
  it.each([
    [0, '0:00'],
    [7_999, '0:07'],
    [750_000, '12:30'],
    [3_723_000, '1:02:03'],
  ])('shows %d ms as %s', (ms, text) => {
    expect(formatClock(ms)).toBe(text)
  })
})

describe('formatRate', () => {
  it('keeps one decimal only where it is read', () => {
    expect(formatRate(0)).toBe('0.0')
    expect(formatRate(1.26)).toBe('1.3')
    expect(formatRate(9.96)).toBe('10')
    expect(formatRate(48.3)).toBe('48')
  })
})

describe('small words', () => {
  it('keeps a number and its unit together', () => {
    expect(formatBytes(4_920_000)).toBe('4.92\u00a0MB')
    expect(formatDimensions(1920, 1080)).toBe('1920\u00a0×\u00a01080')
  })

  it('counts one and many', () => {
    expect(formatNoun(1, 'image')).toBe('1 image')
    expect(formatNoun(0, 'image')).toBe('0 images')
    expect(formatNoun(1204, 'image')).toBe('1,204 images')
  })

  it('finds the last part of a path of either kind', () => {
    expect(lastSegment('/home/anna/photos-optimized')).toBe('photos-optimized')
    expect(lastSegment('C:\\Users\\anna\\out\\')).toBe('out')
    expect(lastSegment('/')).toBe('/')
  })
})
