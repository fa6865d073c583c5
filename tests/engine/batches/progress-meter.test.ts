import { describe, expect, it } from 'vitest'
import { ProgressMeter } from '../../../src/engine/batches/progress-meter.ts'
import { sampleItem } from '../../support/samples.ts'

/** Two megapixels. */
const item = sampleItem()

describe('progress meter', () => {
  it('says nothing before it is started', () => {
    const meter = new ProgressMeter()
    expect(meter.etaMs(1)).toBeUndefined()
    expect(meter.throughput(1, true)).toEqual({ imagesPerSecond: 0, megapixelsPerSecond: 0 })
  })

  it('tells the rate of the last ten seconds while running, of the whole run afterwards', () => {
    const meter = new ProgressMeter()
    meter.start(0, 100)
    for (let second = 1; second <= 20; second += 1) meter.itemDone(second * 1_000, item, 0)
    expect(meter.throughput(20_000, true)).toEqual({ imagesPerSecond: 1, megapixelsPerSecond: 2 })
    expect(meter.throughput(25_000, true)).toEqual({ imagesPerSecond: 0.5, megapixelsPerSecond: 1 })
    expect(meter.throughput(40_000, false)).toEqual({ imagesPerSecond: 0.5, megapixelsPerSecond: 1 })
  })

  it('does not divide by the first milliseconds', () => {
    const meter = new ProgressMeter()
    meter.start(0, 100)
    meter.itemDone(10, item, 0)
    expect(meter.throughput(10, true).imagesPerSecond).toBe(1)
  })

  it('expects the rest to take as long per pixel as what is done', () => {
    const meter = new ProgressMeter()
    meter.start(1_000, 1_000)
    expect(meter.etaMs(2_000)).toBeUndefined()
    meter.workDone(19)
    expect(meter.etaMs(2_000)).toBeUndefined()
    meter.workDone(231)
    expect(meter.etaMs(2_000)).toBe(3_000)
  })

  it('leaves out what will never be made', () => {
    const meter = new ProgressMeter()
    meter.start(0, 1_000)
    meter.workDone(250)
    meter.itemDone(1_000, item, 500)
    expect(meter.etaMs(1_000)).toBe(1_000)
    meter.itemDone(2_000, item, 250)
    expect(meter.etaMs(2_000)).toBe(0)
  })

  it('starts again with what is left when a batch is resumed', () => {
    const meter = new ProgressMeter()
    meter.start(0, 1_000)
    meter.workDone(1_000)
    meter.itemDone(1_000, item, 0)
    meter.start(9_000, 500)
    meter.workDone(250)
    expect(meter.etaMs(10_000)).toBe(1_000)
    expect(meter.throughput(10_000, true).imagesPerSecond).toBe(0)
  })
})
