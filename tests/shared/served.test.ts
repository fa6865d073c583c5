import { expect, it } from 'vitest'
import { servedOutput } from '../../src/shared/model/served.ts'

const small = { width: 640, height: 480, bytes: 10 }
const largeJpeg = { width: 1920, height: 1080, bytes: 90 }
const largeAvif = { width: 1920, height: 1080, bytes: 30 }

it('is the smallest file among the largest ones, in whatever order they come', () => {
  expect(servedOutput([small, largeJpeg, largeAvif])).toBe(largeAvif)
  expect(servedOutput([largeAvif, largeJpeg, small])).toBe(largeAvif)
  expect(servedOutput([small])).toBe(small)
})

it('is nothing while there is no output', () => {
  expect(servedOutput([])).toBeUndefined()
})
