import { expect, it } from 'vitest'
import { resultDocumentSchema } from '../../src/shared/model/result-document.ts'
import { toResultDocument } from '../../src/shared/result-document.ts'
import { sampleItem, sampleOutput, sampleProbe } from '../engine/reports/sample-run.ts'

const batch = { id: 'b1', recipe: 'responsive-web', durationMs: 1_234 }
const error = {
  code: 'INPUT_CORRUPT',
  message: 'It is damaged.',
  hint: 'Get it again.',
  detail: 'VipsJpeg',
} as const

it('sorts the items into success, failed and skipped, and counts what was processed', () => {
  const items = [
    sampleItem({ name: 'ok.jpg' }),
    sampleItem({ name: 'bad.jpg', state: 'failed', outputs: [], error }),
    sampleItem({ name: 'own.webp', state: 'skipped', outputs: [], error: { ...error, code: 'OWN_OUTPUT' } }),
    sampleItem({ name: 'late.jpg', state: 'cancelled', outputs: [sampleOutput()] }),
    sampleItem({ name: 'busy.jpg', state: 'running', outputs: [] }),
  ]
  const document = toResultDocument(batch, items)
  expect(document).toMatchObject({
    batchId: 'b1',
    recipe: 'responsive-web',
    durationMs: 1_234,
    totalProcessed: 2,
  })
  expect(document.success.map((image) => image.input)).toEqual(['/home/jo/holiday photos/ok.jpg'])
  expect(document.failed).toEqual([
    { input: '/home/jo/holiday photos/bad.jpg', code: 'INPUT_CORRUPT', message: 'It is damaged.' },
  ])
  expect(document.skipped.map((image) => image.code)).toEqual(['OWN_OUTPUT'])
})

it('sums the bytes of what succeeded and the use of the cache', () => {
  const outputs = [
    sampleOutput({ bytes: 10, cached: true }),
    sampleOutput({ bytes: 20 }),
    sampleOutput({ bytes: 30 }),
  ]
  const document = toResultDocument(batch, [
    sampleItem({ probe: sampleProbe({ bytes: 700 }), outputs }),
    sampleItem({ probe: sampleProbe({ bytes: 300 }), outputs: [sampleOutput({ bytes: 5 })] }),
    sampleItem({
      probe: sampleProbe({ bytes: 999 }),
      outputs: [sampleOutput({ bytes: 999 })],
      state: 'failed',
      error,
    }),
  ])
  expect(document).toMatchObject({ bytesIn: 1_000, bytesOut: 65, cache: { hits: 1, misses: 3 } })
})

it('has exactly the documented fields', () => {
  const document = toResultDocument(batch, [
    sampleItem({ outputs: [sampleOutput({ notes: ['metadata-removed'] })] }),
  ])
  expect(resultDocumentSchema.strict().parse(document)).toEqual(document)
  expect(document.success[0]).toEqual({
    input: '/home/jo/holiday photos/a.jpg',
    format: 'jpeg',
    width: 4_000,
    height: 3_000,
    bytes: 1_000_000,
    ms: 900,
    outputs: [
      {
        path: '/home/jo/out/a-640w.avif',
        format: 'avif',
        width: 640,
        height: 480,
        bytes: 40_000,
        quality: 60,
        effort: 3,
        score: null,
        cached: false,
        keptOriginal: false,
        notes: ['metadata-removed'],
      },
    ],
  })
})

it('is complete for a batch without items', () => {
  expect(toResultDocument(batch, [])).toMatchObject({
    totalProcessed: 0,
    bytesIn: 0,
    success: [],
    failed: [],
  })
})
