import { InvalidArgumentError } from 'commander'
import { describe, expect, it } from 'vitest'
import {
  collectPath,
  parseConcurrency,
  parseEffort,
  parseFormats,
  parsePath,
  parseQuality,
  parseReportFormats,
  parseSizes,
  sizeText,
} from '../../src/cli/options.ts'

describe('parseFormats', () => {
  it('reads a list in the order given, whatever the case, and knows jpg', () => {
    expect(parseFormats('webp, AVIF,jpg')).toEqual(['webp', 'avif', 'jpeg'])
  })

  it.each([
    ['png', /"png" is not a format; choose from avif, webp, jpeg/],
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

  it('is what sizeText writes', () => {
    expect(parseSizes('640x480,original').map(sizeText)).toEqual(['640x480', 'original'])
  })

  it.each([
    ['640', /write WIDTHxHEIGHT/],
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
    expect([parseEffort('0'), parseEffort('9'), parseEffort('auto')]).toEqual([0, 9, 'auto'])
    expect([parseConcurrency('1'), parseConcurrency('256')]).toEqual([1, 256])
  })

  it.each(['0', '101', '80.5', '-3', '8e1', '0x50', '', ' 80', 'high'])('refuses quality %j', (value) => {
    expect(() => parseQuality(value)).toThrow(/whole number from 1 to 100/)
  })

  it.each(['10', '-1', 'max'])('refuses effort %j', (value) => {
    expect(() => parseEffort(value)).toThrow(/"auto" or a whole number from 0 to 9/)
  })

  it.each(['0', '257'])('refuses concurrency %j', (value) => {
    expect(() => parseConcurrency(value)).toThrow(/whole number from 1 to 256/)
  })
})

describe('parseReportFormats', () => {
  it('reads both formats', () => {
    expect(parseReportFormats('html,json')).toEqual(['html', 'json'])
  })

  it('refuses others', () => {
    expect(() => parseReportFormats('pdf')).toThrow(/choose from json, html/)
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
