import { describe, expect, it } from 'vitest'
import { beforeWhich, inLine } from '../../../src/renderer/features/optimize/queue-order.ts'
import { aBatch } from '../support/models.ts'

const batches = [
  aBatch('runs'),
  aBatch('second', { state: 'queued', position: 1 }),
  aBatch('first', { state: 'queued', position: 0 }),
  aBatch('last', { state: 'queued', position: 2 }),
  aBatch('later', { state: 'queued', position: 3, priority: 'background' }),
]

describe('the line of batches', () => {
  it('is drawn in its own order, around those that do not wait', () => {
    expect(inLine(batches).map(({ id }) => id)).toEqual(['runs', 'first', 'second', 'last', 'later'])
  })

  it.each([
    ['second', -1, 'first'],
    ['second', 1, null],
    ['first', 1, 'last'],
    ['first', -1, undefined],
    ['last', 1, undefined],
    ['later', -1, undefined],
    ['runs', 1, undefined],
  ] as const)('%s moves by %i before %s', (id, step, before) => {
    expect(beforeWhich(batches, id, step)).toBe(before)
  })
})
