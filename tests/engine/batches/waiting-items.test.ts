import { describe, expect, it } from 'vitest'
import { PackedItems } from '../../../src/engine/batches/packed-items.ts'
import { WaitingItems } from '../../../src/engine/batches/waiting-items.ts'
import { sampleItem } from '../../support/samples.ts'

function waiting(count: number) {
  const items = new PackedItems()
  for (let id = 1; id <= count; id += 1) items.put(sampleItem({ id: String(id), state: 'queued' }))
  items.put(sampleItem({ id: 'done', state: 'done' }))
  return { items, line: new WaitingItems(items) }
}

/** Takes all there are, as the admission does: from the end of what is next. */
function takeAll(line: WaitingItems): string[] {
  const taken: string[] = []
  for (let item = line.next().at(-1); item !== undefined; item = line.next().at(-1)) {
    line.take(item)
    taken.push(item.id)
  }
  return taken
}

const numbers = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => String(from + index))

describe('items that wait', () => {
  it('come in their order, few of them put together at a time', () => {
    const { line } = waiting(3_000)
    expect(line.size).toBe(3_000)
    expect(line.next().length).toBeLessThanOrEqual(512)
    expect(takeAll(line)).toEqual(numbers(1, 3_000))
    expect(line.size).toBe(0)
  })

  it('show more than the end of a batch while there is more', () => {
    const { line } = waiting(1_000)
    while (line.size > 257) {
      expect(line.next().length).toBeGreaterThan(256)
      const next = line.next().at(-1)
      if (next !== undefined) line.take(next)
    }
  })

  it('can be given back, taken out, added behind and put before the others', () => {
    const { items, line } = waiting(700)
    const first = line.next().at(-1)
    if (first === undefined) throw new Error('None waits.')
    line.take(first)
    line.giveBack(first)
    line.withdraw(new Set(['2', '699']))
    const late = sampleItem({ id: 'late', state: 'queued' })
    items.put(late)
    line.add([late])
    line.prefer(['600', '5', 'done', 'late', 'nobody'])
    expect(line.size).toBe(699)
    const rest = numbers(1, 700).filter((id) => !['2', '5', '600', '699'].includes(id))
    expect(takeAll(line)).toEqual(['600', '5', 'late', ...rest])
  })
})
