import { describe, expect, it } from 'vitest'
import { gridStep } from '../../../../src/renderer/features/results/grid-keys.ts'
import { pictureMarkup } from '../../../../src/renderer/features/results/picture-markup.ts'
import { orderedResults } from '../../../../src/renderer/state/result-order.ts'
import { anItem, anOutput } from '../../support/models.ts'

describe('pictureMarkup', () => {
  it('offers the smallest format first and falls back to the last', () => {
    const item = anItem('a', {
      outputs: [
        anOutput({ index: 0, path: '/out/it’s "1"-1280.jpg', format: 'jpeg', width: 1280, height: 960 }),
        anOutput({ index: 1, path: '/out/a-640.jpg', format: 'jpeg', width: 640, height: 480 }),
        anOutput({ index: 2, path: '/out/a-640.avif', format: 'avif', width: 640, height: 480 }),
      ],
    })
    expect(pictureMarkup(item)).toBe(
      [
        '<picture>',
        '  <source type="image/avif" srcset="a-640.avif 640w" sizes="100vw">',
        '  <source type="image/jpeg" srcset="a-640.jpg 640w, it%E2%80%99s%20%221%22-1280.jpg 1280w" sizes="100vw">',
        '  <img src="it%E2%80%99s%20%221%22-1280.jpg" width="1280" height="960" alt="" loading="lazy" decoding="async">',
        '</picture>',
      ].join('\n'),
    )
  })

  it('is nothing where nothing was made', () => {
    expect(pictureMarkup(anItem('a'))).toBe('')
  })
})

describe('gridStep', () => {
  const place = { index: 4, count: 10, columns: 3, page: 2 }
  it.each([
    ['ArrowRight', 5],
    ['ArrowDown', 7],
    ['ArrowUp', 1],
    ['Home', 0],
    ['End', 9],
    ['PageDown', 9],
    ['PageUp', 1],
    ['a', undefined],
  ])('%s leads to %s', (key, to) => expect(gridStep(key, place)).toBe(to))
})

describe('orderedResults', () => {
  const probe = { format: 'jpeg', width: 10, height: 10, pages: 1, hasAlpha: false } as const
  const items = [
    anItem('img10', { probe: { ...probe, bytes: 4000 }, outputs: [anOutput({ bytes: 1000, score: 70 })] }),
    anItem('img2', { probe: { ...probe, bytes: 2000 }, outputs: [anOutput({ bytes: 1500, score: 90 })] }),
    anItem('failed'),
  ]
  const names = (sort: 'name' | 'saving' | 'score', descending = false, search = ''): string[] =>
    orderedResults(items, { sort, descending, search }).map(({ item }) => item.id)

  it('leaves out what has no files, and counts like people', () => {
    expect(names('name')).toEqual(['img2', 'img10'])
    expect(names('name', true)).toEqual(['img10', 'img2'])
  })

  it('sorts by number and finds by part of the name', () => {
    expect(names('saving')).toEqual(['img2', 'img10'])
    expect(names('score', true)).toEqual(['img2', 'img10'])
    expect(names('name', false, 'IMG1')).toEqual(['img10'])
  })
})
