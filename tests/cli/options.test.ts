import { InvalidArgumentError } from 'commander'
import { describe, expect, it } from 'vitest'
import {
  collectPath,
  parseBytes,
  parseConcurrency,
  parseEffort,
  parseFormats,
  parsePath,
  parseQuality,
  parseReportFormats,
  parseSizes,
  parseTarget,
} from '../../src/cli/options.ts'

describe('parseFormats', () => {
  it('reads a list in the order given, whatever the case, and knows jpg', () => {
    expect(parseFormats('webp, AVIF,jpg')).toEqual(['webp', 'avif', 'jpeg'])
    expect(parseFormats('Auto,original,png')).toEqual(['auto', 'original', 'png'])
  })

  it.each([
    ['gif', /"gif" is not a format; choose from avif, webp, jpeg, png, original, auto/],
    ['avif,avif', /"avif" is listed twice/],
    ['jpg,jpeg', /"jpeg" is listed twice/],
    ['avif,,webp', /single commas/],
    ['', /single commas/],
  ])('refuses %j', (value, message) => {
    expect(() => parseFormats(value)).toThrow(message)
    expect(() => parseFormats(value)).toThrow(InvalidArgumentError)
  })
})

describe('parseSizes', () => {
  it('reads boxes and original', () => {
    expect(parseSizes('640x480,1280X720, 800×600,original')).toEqual([
      { width: 640, height: 480 },
      { width: 1280, height: 720 },
      { width: 800, height: 600 },
      'original',
    ])
  })

  it('reads every other kind of size', () => {
    expect(parseSizes('1600,1024W,33.5%,800x600:cover,400x300:inside')).toEqual([
      { longestEdge: 1600 },
      { width: 1024 },
      { percent: 33.5 },
      { width: 800, height: 600, fit: 'cover' },
      { width: 400, height: 300 },
    ])
  })

  it.each([
    ['640px', /write WIDTHxHEIGHT/],
    ['640x480:fill', /write WIDTHxHEIGHT/],
    ['-50%', /write WIDTHxHEIGHT/],
    ['0', /1–65535/],
    ['70000w', /1–65535/],
    ['12.5', /1–65535/],
    ['0.5%', /percentages 1–400/],
    ['401%', /percentages 1–400/],
    ['640w,640W', /"640w" is listed twice/],
    ['640x480,640x480:inside', /"640x480" is listed twice/],
    ['640x', /write WIDTHxHEIGHT/],
    ['-1x5', /write WIDTHxHEIGHT/],
    ['6.5x5', /write WIDTHxHEIGHT/],
    ['0x480', /1–65535/],
    ['70000x480', /1–65535/],
    ['640x480,640x480', /"640x480" is listed twice/],
    [Array.from({ length: 25 }, (_, index) => `${index + 1}x1`).join(','), /At most 24/],
  ])('refuses %j', (value, message) => {
    expect(() => parseSizes(value)).toThrow(message)
  })
})

describe('numbers', () => {
  it('accepts the whole range', () => {
    expect([parseQuality('1'), parseQuality('100')]).toEqual([1, 100])
    expect([parseEffort('0'), parseEffort('10')]).toEqual([0, 10])
    for (const word of ['auto', 'fast', 'balanced', 'smallest']) expect(parseEffort(word)).toBe(word)
    expect([parseTarget('30'), parseTarget('82.5'), parseTarget('100')]).toEqual([30, 82.5, 100])
    expect([parseConcurrency('1'), parseConcurrency('256')]).toEqual([1, 256])
  })

  it.each(['0', '101', '80.5', '-3', '8e1', '0x50', '', ' 80', 'high'])('refuses quality %j', (value) => {
    expect(() => parseQuality(value)).toThrow(/whole number from 1 to 100/)
  })

  it.each(['11', '-1', 'max', '', 'Fast'])('refuses effort %j', (value) => {
    expect(() => parseEffort(value)).toThrow(/"auto", "fast", "smallest" or a whole number from 0 to 10/)
  })

  it.each(['0', '257'])('refuses concurrency %j', (value) => {
    expect(() => parseConcurrency(value)).toThrow(/whole number from 1 to 256/)
  })
})

describe('parseTarget', () => {
  it.each(['29.9', '101', '-80', '8e1', '', 'high', '80%'])('refuses %j', (value) => {
    expect(() => parseTarget(value)).toThrow(/a score from 30 to 100/)
  })
})

describe('parseBytes', () => {
  it.each([
    ['100', 100],
    ['200k', 200_000],
    ['200 kB', 200_000],
    ['1.5M', 1_500_000],
    ['64KiB', 65_536],
    ['2mib', 2_097_152],
  ])('reads %j as %i', (value, bytes) => {
    expect(parseBytes(value)).toBe(bytes)
  })

  it.each(['99', '0', '-5', '', 'k', '200x', '1e9', '1.5.5M', '9999999MB'])('refuses %j', (value) => {
    expect(() => parseBytes(value)).toThrow(/a number of bytes, at least 100/)
  })
})

describe('parseReportFormats', () => {
  it('reads them in their order', () => {
    expect(parseReportFormats('html,json')).toEqual(['html', 'json'])
  })

  it('refuses others', () => {
    expect(() => parseReportFormats('docx')).toThrow(/choose from html, pdf, csv, json/)
  })
})

describe('paths', () => {
  it('keeps them as they are, one after the other', () => {
    expect(collectPath('ü b.jpg', collectPath('a', undefined))).toEqual(['a', 'ü b.jpg'])
  })

  it('refuses an empty one, which would mean the current folder', () => {
    expect(() => parsePath('')).toThrow(/cannot be empty/)
    expect(() => collectPath('', ['a'])).toThrow(/cannot be empty/)
  })
})
