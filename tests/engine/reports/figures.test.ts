import { describe, expect, it } from 'vitest'
import {
  byFormat,
  bySize,
  finishedImages,
  isScaledDown,
  noteFigures,
} from '../../../src/engine/reports/figures.ts'
import { responsiveWeb } from '../../../src/shared/recipe/index.ts'
import { sampleItem, sampleOutput, sampleProbe } from './sample-run.ts'

describe('figures', () => {
  it('takes as best the smallest file of the largest dimensions', () => {
    const outputs = [
      sampleOutput({ width: 640, height: 480, bytes: 1 }),
      sampleOutput({ width: 1920, height: 1080, bytes: 9, format: 'jpeg' }),
      sampleOutput({ width: 1920, height: 1080, bytes: 7, format: 'webp' }),
      sampleOutput({ width: 1920, height: 1080, bytes: 8, format: 'avif' }),
    ]
    expect(finishedImages([sampleItem({ outputs })])[0]?.best).toMatchObject({ bytes: 7, format: 'webp' })
  })

  it('lists finished images only, in the order people expect of names', () => {
    const names = ['IMG_10.jpg', 'b.jpg', 'IMG_9.jpg', 'Änne.jpg', 'a.jpg']
    const items = [
      ...names.map((name) => sampleItem({ name })),
      sampleItem({ name: 'failed', state: 'failed' }),
      sampleItem({ name: 'without outputs', outputs: [] }),
    ]
    expect(finishedImages(items).map((image) => image.name)).toEqual([
      'a.jpg',
      'Änne.jpg',
      'b.jpg',
      'IMG_9.jpg',
      'IMG_10.jpg',
    ])
  })

  it('tells a result of fewer pixels from one of the same size', () => {
    const output = sampleOutput({ width: 1920, height: 1080 })
    const ofSize = (width: number, height: number) =>
      finishedImages([sampleItem({ probe: sampleProbe({ width, height }), outputs: [output] })]).map(
        isScaledDown,
      )
    expect(ofSize(1921, 1080)).toEqual([true])
    expect(ofSize(1920, 1080)).toEqual([false])
  })

  it('sums up per format in the order of the recipe', () => {
    const outputs = [
      sampleOutput({ format: 'jpeg', bytes: 5 }),
      sampleOutput({ format: 'avif', bytes: 2 }),
      sampleOutput({ format: 'avif', bytes: 3 }),
    ]
    expect(byFormat(outputs, responsiveWeb)).toEqual([
      { format: 'avif', files: 2, bytes: 5 },
      { format: 'jpeg', files: 1, bytes: 5 },
    ])
  })

  it('counts an output for the smallest size that holds it', () => {
    const sizes = [
      [640, 427],
      [360, 480],
      [640, 481],
      [1280, 720],
      [1920, 1080],
      [4000, 3000],
    ] as const
    const outputs = sizes.map(([width, height]) => sampleOutput({ width, height, bytes: 1 }))
    const figures = bySize(outputs, {
      ...responsiveWeb,
      sizes: ['original', ...responsiveWeb.sizes.toReversed()],
    })
    expect(figures.map(({ label, files }) => [label.replaceAll('\u00a0', ' '), files])).toEqual([
      ['640 × 480', 2],
      ['1280 × 720', 2],
      ['1920 × 1080', 1],
      ['Original size', 1],
    ])
  })

  it('counts images and variants per note, the most frequent first', () => {
    const kept = sampleOutput({ notes: ['original-kept', 'metadata-removed'] })
    const plain = sampleOutput({ notes: ['metadata-removed'] })
    const images = finishedImages([
      sampleItem({ outputs: [plain, kept, kept] }),
      sampleItem({ outputs: [plain, plain] }),
      sampleItem({ outputs: [sampleOutput()] }),
    ])
    expect(noteFigures(images)).toEqual([
      { note: 'metadata-removed', images: 2, files: 5 },
      { note: 'original-kept', images: 1, files: 2 },
    ])
  })
})
