import { describe, expect, it } from 'vitest'
import { PackedItems } from '../../../src/engine/batches/packed-items.ts'
import type { Item } from '../../../src/shared/model/item.ts'
import { sampleItem, samplePlanned, sampleResult } from '../../support/samples.ts'

const webp = samplePlanned({ path: '/out/a/photo-640w.webp' })
const items: Item[] = [
  sampleItem({ id: '1', input: '/in/a/photo.jpg', name: 'a/photo.jpg', planned: [webp] }),
  sampleItem({
    id: '2',
    input: '/in/photo/photo',
    name: 'photo/photo',
    planned: [webp],
    acceptDamage: true,
    sha256: 'abc',
  }),
  sampleItem({
    id: '3',
    input: 'C:\\in\\x.y.png',
    name: 'x.y.png',
    planned: [samplePlanned({ path: 'C:\\out\\x-x.y-x.y.webp' })],
  }),
  sampleItem({
    id: '4',
    input: '/in/.jpg',
    name: '.jpg',
    planned: [samplePlanned({ path: '/out/_.webp', replaces: 'abc' })],
  }),
  sampleItem({
    id: '5',
    input: '/in/\uD800é.jpg',
    name: '\uD800é.jpg',
    planned: [samplePlanned({ path: '/out/\uD800é-1.webp' })],
  }),
  sampleItem({
    id: '6',
    planned: [samplePlanned({ alternatives: [{ ...webp, format: 'jpeg', path: '/out/photo-640w.jpg' }] })],
    outputs: [sampleResult(webp)],
    state: 'done',
    ms: 5,
  }),
]

describe('packed items', () => {
  it('come out as they were put in, in their order', () => {
    const packed = new PackedItems()
    for (const item of items) packed.put(item)
    expect([...packed.values()]).toEqual(items)
    for (const item of items) expect(packed.get(item.id)).toEqual(item)
    expect([...packed.where(({ state }) => state === 'done')]).toEqual(items.slice(-1))
  })

  it('keep their places when they change', () => {
    const packed = new PackedItems()
    for (const item of items) packed.put(item)
    packed.put(sampleItem({ id: '2', state: 'skipped', error: { code: 'OWN_OUTPUT', message: 'Ours.' } }))
    packed.delete('1')
    expect([...packed.values()].map(({ id, state }) => `${id} ${state}`).slice(0, 2)).toEqual([
      '2 skipped',
      '3 planned',
    ])
    expect(packed.size).toBe(items.length - 1)
  })
})
