import { describe, expect, it } from 'vitest'
import { isQuietHour } from '../../../src/engine/monitor/quiet-hours.ts'

const hours = Array.from({ length: 24 }, (_, hour) => new Date(2026, 10, 24, hour, 30).getTime())
const quietOnes = (from: number, to: number, enabled = true) =>
  hours.flatMap((at, hour) => (isQuietHour({ enabled, from, to }, at) ? [hour] : []))

describe('quiet hours', () => {
  it('last from the first hour to before the last', () => {
    expect(quietOnes(9, 12)).toEqual([9, 10, 11])
  })

  it('go over midnight', () => {
    expect(quietOnes(22, 2)).toEqual([0, 1, 22, 23])
  })

  it('are the whole day when both are the same', () => {
    expect(quietOnes(9, 9)).toHaveLength(24)
  })

  it('are none when they are off', () => {
    expect(quietOnes(9, 12, false)).toEqual([])
  })
})
