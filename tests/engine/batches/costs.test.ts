import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openCostBook } from '../../../src/engine/batches/costs/cost-book.ts'
import { costsFrom } from '../../../src/engine/batches/costs/costs.ts'
import { sampleItem, samplePlanned, sampleResult } from '../../support/samples.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const silent = () => undefined
const planned = samplePlanned({ width: 1_000, height: 1_000 })
const done = (ms: number, bytes: number) =>
  sampleItem({ state: 'done', outputs: [sampleResult(planned, { ms, bytes })] })

describe('costs', () => {
  it('are built in until something was measured, and grow with pixels and effort', () => {
    const costs = costsFrom(new Map())
    const avif = (effort: number) => costs.outputMs({ ...planned, format: 'avif', effort })
    expect(costs.isMeasured(planned)).toBe(false)
    expect(avif(6) / avif(3)).toBeCloseTo(18, 0)
    expect(costs.outputMs({ ...planned, width: 4_000 })).toBeGreaterThan(costs.outputMs(planned) * 3)
    expect(costs.outputBytes({ ...planned, format: 'unheard-of' })).toBeGreaterThan(0)
  })

  it('are learned, kept, and scaled to other sizes of the same format and effort', async () => {
    const file = join(temporaryFolder(), 'costs.json')
    const book = await openCostBook(file, silent)
    const before = book.current()
    for (let count = 0; count < 20; count += 1) book.learn(done(200, 50_000))
    await book.save()
    expect(before.isMeasured(planned)).toBe(false)
    const costs = (await openCostBook(file, silent)).current()
    expect(costs.outputMs(planned)).toBeCloseTo(200)
    expect(costs.outputBytes(planned)).toBeCloseTo(50_000)
    expect(costs.outputMs({ ...planned, width: 2_000, height: 2_000 })).toBeCloseTo(4 + 196 * 4)
    expect(costs.isMeasured({ ...planned, effort: 6 })).toBe(false)
  })

  it('are learned anew where the file is damaged, and not from copies of originals', async () => {
    const file = join(temporaryFolder(), 'costs.json')
    writeFileSync(file, '{"version":1,"costs":{"webp/4/10":{"ms":-1}}}')
    const book = await openCostBook(file, silent)
    expect(book.current().measured).toBe(0)
    book.learn(sampleItem({ outputs: [sampleResult(planned, { keptOriginal: true })] }))
    await book.save()
    expect(readFileSync(file, 'utf8')).toContain('-1')
  })
})
