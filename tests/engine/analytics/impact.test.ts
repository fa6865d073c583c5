import { describe, expect, it } from 'vitest'
import { compareSides, compareWithOriginals } from '../../../src/engine/analytics/impact/compare.ts'
import { imageLoadMs, largestPaintMs } from '../../../src/engine/analytics/impact/load-time.ts'
import { pairItems } from '../../../src/engine/analytics/impact/match.ts'
import { connections } from '../../../src/shared/connections.ts'
import type { Item } from '../../../src/shared/model/item.ts'
import { settingsSchema } from '../../../src/shared/settings.ts'
import { sampleItem, samplePlanned, sampleProbe, sampleResult } from '../../support/samples.ts'

const none = settingsSchema.parse({})
const priced = settingsSchema.parse({
  prices: { currency: 'USD', storageGbMonth: 0.02, transferGb: 0.1, cpuHour: 0.05, kilowattHour: 0.3 },
  assumptions: { viewsPerMonth: 1_000, wattsPerCore: 10 },
})

type Shape = {
  name?: string
  sha256?: string
  original?: number
  bytes?: number
  score?: number
  cached?: boolean
}

function image({
  name = 'a.jpg',
  sha256,
  original = 1_000_000,
  bytes = 200_000,
  score = 80,
  cached = false,
}: Shape): Item {
  return sampleItem({
    name,
    state: 'done',
    probe: { ...sampleProbe, bytes: original },
    outputs: [sampleResult(samplePlanned(), { bytes, score, cached, ms: 500 })],
    ...(sha256 === undefined ? {} : { sha256 }),
  })
}
const side = (items: Item[], cpuMs: number | null = 3_600_000) => ({ label: 'R', at: 1e12, items, cpuMs })

describe('an estimated load time', () => {
  it('is a round trip and the bytes, where they fit into the first window', () => {
    // 14,000 bytes at 1.6 Mbit/s are 70 ms.
    expect(imageLoadMs(14_000, connections['slow-4g'])).toBeCloseTo(150 + 70, 6)
  })

  it('waits for the window to grow on a fast line that is far away', () => {
    // 9 Mbit/s × 170 ms hold 191,250 bytes: windows of 14,600, 29,200, 58,400 and 116,800 bytes go before it is full.
    const expected = 170 + 4 * 170 + (1_000_000 - 14_600 * 15) / 1_125
    expect(imageLoadMs(1_000_000, connections['4g'])).toBeCloseTo(expected, 6)
  })

  it('of a page has connecting and its document in it', () => {
    // Five round trips; 30,000 + 14,000 bytes; the second window of the document had to be waited for.
    const { downBits } = connections['3g']
    const all = 5 * 300 + 300 + (30_000 - 14_600 + 14_000) / (downBits / 8_000)
    expect(largestPaintMs(14_000, connections['3g'])).toBeCloseTo(all, 6)
  })

  it('never gets shorter with more bytes', () => {
    for (const connection of Object.values(connections)) {
      let last = 0
      for (let bytes = 1_000; bytes < 2_000_000; bytes += 7_919) {
        const ms = largestPaintMs(bytes, connection)
        expect(ms).toBeGreaterThanOrEqual(last)
        last = ms
      }
    }
  })
})

describe('the same images in two runs', () => {
  it('are recognized by their bytes, whatever they are called', () => {
    const before = [image({ name: 'a.jpg', sha256: '1' }), image({ name: 'b.jpg', sha256: '2' })]
    const after = [image({ name: 'renamed.jpg', sha256: '1' }), image({ name: 'b.jpg', sha256: '3' })]
    const found = pairItems(before, after)
    expect(found.pairs.map(([a, b]) => [a.name, b.name])).toEqual([['a.jpg', 'renamed.jpg']])
    expect(found).toMatchObject({ onlyBefore: 1, onlyAfter: 1, guessed: 0 })
  })

  it('are recognized by how they look where their bytes are not on record', () => {
    const found = pairItems([image({}), image({ name: 'b.jpg' })], [image({ sha256: '1' })])
    expect(found).toMatchObject({ onlyBefore: 1, onlyAfter: 0, guessed: 1 })
    expect(pairItems([image({ original: 5 })], [image({ sha256: '1' })]).pairs).toEqual([])
  })

  it('are compared, and what is only in one is counted', () => {
    const before = side([image({ sha256: '1', bytes: 400_000, score: 90 }), image({ sha256: '9' })], 4_000)
    const after = side([image({ sha256: '1', bytes: 100_000, score: 78 })], 1_000)
    const impact = compareSides('runs', before, after, none)
    expect(impact).toMatchObject({
      images: { compared: 1, onlyBefore: 1, onlyAfter: 0 },
      bytes: { served: { before: 400_000, after: 100_000, savedPercent: 75 } },
      time: { before: 500, after: 500 },
      // Half of the work of the first run was for the other image.
      cpu: { before: 2_000, after: 1_000 },
      scores: { before: { median: 90, judged: 1 }, after: { median: 78 } },
      money: null,
    })
    expect(impact.scores.after?.histogram[15]).toBe(1)
    expect(impact.caveats).toEqual([])
    for (const { image: one, lcp } of impact.experience) {
      expect(one.after).toBeLessThan(one.before)
      expect(lcp.after).toBeLessThan(lcp.before)
    }
  })
})

describe('results against their originals', () => {
  const items = [image({ name: 'a.jpg' }), image({ name: 'b.jpg' })]

  it('are worth what the prices say, and pay back on a day', () => {
    const { money, energy, payback, bytes } = compareWithOriginals(side(items), priced)
    expect(bytes.served).toEqual({ before: 2_000_000, after: 400_000, savedPercent: 80 })
    expect(money?.currency).toBe('USD')
    // 2 MB and 0.4 MB, a thousand times a month, at 0.1 a GB.
    expect(money?.transfer.before).toBeCloseTo(0.2, 9)
    expect(money?.transfer.after).toBeCloseTo(0.04, 9)
    expect(money?.storage.before).toBeCloseTo(0.002 * 0.02, 9)
    // An hour of CPU, and 10 Wh for it.
    expect(energy.making).toEqual({ before: 0, after: 0.01 })
    expect(money?.making.after).toBeCloseTo(0.05 + 0.01 * 0.3, 9)
    expect(energy.delivery.before).toBeCloseTo(2 * 0.114, 9)
    const saved = 0.16 + 0.0016 * 0.02
    expect(money?.savedPerMonth).toBeCloseTo(saved, 9)
    expect(payback.days).toBeCloseTo((0.053 / saved) * (365.25 / 12), 6)
    expect(payback.at).toBeCloseTo(1e12 + (payback.days ?? 0) * 86_400_000, 0)
    expect(payback.cpuHours).toBe(1)
    expect(payback.bytesSavedPerMonth).toBe(1.6e9)
    expect(payback.message).toMatch(/^It pays back after 11 days, on 2001-09-19\.$/)
  })

  it('have no price until one was entered, and no pay-back without traffic', () => {
    expect(compareWithOriginals(side(items), none)).toMatchObject({ money: null, payback: { days: null } })
    const unseen = { ...priced, assumptions: { ...priced.assumptions, viewsPerMonth: 0 } }
    expect(compareWithOriginals(side(items), unseen).payback.message).toMatch(/^Enter how often/)
  })

  it('never pay back where they are larger', () => {
    const larger = [image({ bytes: 3_000_000 })]
    const { payback, bytes } = compareWithOriginals(side(larger), priced)
    expect(bytes.served.savedPercent).toBe(-200)
    expect(payback).toMatchObject({ days: null, message: 'It saves no money: it never pays back.' })
  })

  it('tell what came from the cache and cost nothing', () => {
    const cached = [image({}), image({ cached: true })]
    const impact = compareWithOriginals(side(cached), priced)
    expect(impact.time.after).toBe(500)
    expect(impact.caveats.at(-1)).toMatchObject({ code: 'from-cache', count: 1, of: 2 })
    const nothingMade = compareWithOriginals(side([image({ cached: true })]), priced)
    expect(nothingMade).toMatchObject({ time: { after: null }, cpu: { after: null } })
    expect(nothingMade.payback.message).toBe('What making it cost is not known.')
  })
})
