import { describe, expect, it } from 'vitest'
import { planDocument } from '../../../src/cli/optimize/plan-document.ts'
import { planText } from '../../../src/cli/optimize/plan-text.ts'
import { partialResult } from '../../../src/cli/optimize/result.ts'
import { summaryText } from '../../../src/cli/optimize/summary.ts'
import { toErrorData, WhittleError } from '../../../src/shared/errors.ts'
import { resultDocumentSchema } from '../../../src/shared/model/result-document.ts'
import { makeBatch, makeItem, makeOutput, makePlanned } from '../support/fixtures.ts'

const interrupted = toErrorData(new WhittleError('INTERRUPTED'))
const empty = toErrorData(new WhittleError('INPUT_EMPTY'))
const own = toErrorData(new WhittleError('OWN_OUTPUT'))

const done = makeItem({
  id: 'a',
  state: 'done',
  ms: 40,
  outputs: [
    makeOutput({ bytes: 10_000 }),
    makeOutput({ index: 1, path: '/out/a.avif', format: 'avif', bytes: 7_000, cached: true }),
    makeOutput({ index: 2, path: '/out/a-s.webp', width: 320, height: 240, bytes: 2_000 }),
  ],
})
const queued = makeItem({ id: 'b', input: '/in/b.jpg', state: 'queued' })
const failed = makeItem({ id: 'c', input: '/in/c.jpg', state: 'failed', error: empty })
const skipped = makeItem({ id: 'd', input: '/in/d.jpg', state: 'skipped', error: own })
const items = [done, queued, failed, skipped]

describe('partialResult', () => {
  it('matches the schema of the document and adds up', () => {
    const result = partialResult(makeBatch(), items, interrupted, 5_000)
    expect(resultDocumentSchema.parse(result)).toMatchObject({
      batchId: 'batch-1',
      recipe: 'responsive-web',
      durationMs: 3_000,
      totalProcessed: 2,
      bytesIn: 100_000,
      bytesOut: 19_000,
      cache: { hits: 1, misses: 2 },
    })
    expect(result.success.map((one) => [one.input, one.outputs.length, one.ms])).toEqual([
      ['/in/a.jpg', 3, 40],
    ])
    expect(result.success[0]?.outputs[0]).not.toHaveProperty('sha256')
    expect(result.error.code).toBe('INTERRUPTED')
  })

  it('lists what can go on as skipped', () => {
    const result = partialResult(makeBatch(), items, interrupted, 5_000)
    expect(result.failed.map((one) => [one.input, one.code])).toEqual([['/in/c.jpg', 'INPUT_EMPTY']])
    expect(result.skipped.map((one) => [one.input, one.code])).toEqual([
      ['/in/b.jpg', 'INTERRUPTED'],
      ['/in/d.jpg', 'OWN_OUTPUT'],
    ])
  })

  it('lists what never ran as failed when the batch itself failed', () => {
    const full = toErrorData(new WhittleError('OUTPUT_DISK_FULL'))
    const result = partialResult(makeBatch({ state: 'failed' }), items, full, 5_000)
    expect(result.failed.map((one) => one.code)).toEqual(['OUTPUT_DISK_FULL', 'INPUT_EMPTY'])
  })
})

describe('planDocument', () => {
  const planned = makeItem({
    planned: [
      makePlanned(),
      makePlanned({ index: 1, path: '/out/a.jpg', format: 'jpeg', effort: null, replaces: 'x' }),
    ],
  })

  it('tells every output and adds up', () => {
    const plan = planDocument(makeBatch({ state: 'planned' }), [planned, failed, skipped])
    expect(plan.totals).toEqual({
      images: 1,
      outputs: 2,
      bytesIn: 100_000,
      replaced: 1,
      failed: 1,
      skipped: 1,
    })
    expect(plan.planned[0]?.outputs.map((output) => [output.path, output.replaces])).toEqual([
      ['/out/a-640x480.webp', false],
      ['/out/a.jpg', true],
    ])
    expect(plan.outDir).toBe('/out')
  })

  it('reads as a table with the reasons of what is left out', () => {
    const text = planText(planDocument(makeBatch({ state: 'planned' }), [planned, failed, skipped]), '/in')
    expect(text).toMatch(/a\.jpg +1600×1200, 100 kB +\/out\/a-640x480\.webp +640×480 +quality 82 +4/)
    expect(text).toMatch(/\/out\/a\.jpg \(replaces\) +640×480 +quality 82 +–/)
    expect(text).toContain('c.jpg: The file is empty. (INPUT_EMPTY)')
    expect(text).toContain('1 image (100 kB), 2 outputs to /out. Nothing was written.')
  })
})

describe('summaryText', () => {
  it('has a row per image, the totals, and every failure with its hint', () => {
    const text = summaryText(partialResult(makeBatch(), items, interrupted, 5_000), '/in')
    expect(text).toMatch(/^a\.jpg +100 kB +3 +19 kB +7 kB +93 % smaller$/m)
    expect(text).toContain(
      'c.jpg: The file is empty. (INPUT_EMPTY)\n    Its download or copy probably failed.',
    )
    expect(text).toContain('1 image done, 1 failed, 2 skipped in 3.0 s.')
    expect(text).toContain('Served: 7 kB, 93 % smaller')
  })

  it('groups what was left out by reason', () => {
    const many = Array.from({ length: 5 }, (_, index) => ({
      ...skipped,
      id: `s${index}`,
      input: `/in/${index}.txt`,
    }))
    const text = summaryText(partialResult(makeBatch(), many, interrupted, 5_000), '/in')
    expect(text).toContain('(OWN_OUTPUT): 0.txt, 1.txt, 2.txt and 2 more')
  })

  it('says so when there was nothing', () => {
    expect(summaryText(partialResult(makeBatch(), [], interrupted, 5_000), '/')).toBe('No images were found.')
  })

  it('does not scroll for ever', () => {
    const many = Array.from({ length: 60 }, (_, index) =>
      makeItem({ id: `f${index}`, input: `/in/${index}.jpg`, state: 'failed', error: empty }),
    )
    const text = summaryText(partialResult(makeBatch(), many, interrupted, 5_000), '/in')
    expect(text.split('INPUT_EMPTY')).toHaveLength(51)
    expect(text).toContain('… and 10 more')
  })
})
