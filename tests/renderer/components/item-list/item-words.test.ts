import { describe, expect, it } from 'vitest'
import { itemDetail } from '../../../../src/renderer/components/item-list/item-words.ts'
import { anItem, anOutput, aPlannedOutput } from '../../support/models.ts'

const planned = [0, 1, 2].map(aPlannedOutput)

describe('itemDetail', () => {
  it('claims only the files that a cancelled image has', () => {
    expect(itemDetail(anItem('a', { state: 'cancelled', planned }))).toBe('')
    expect(itemDetail(anItem('a', { state: 'cancelled', planned, outputs: [anOutput()] }))).toBe(
      '1 of 3 files made',
    )
  })

  it('tells what is planned, and what was made in which time', () => {
    expect(itemDetail(anItem('a', { planned }))).toBe('3 files')
    const done = anItem('a', { state: 'done', planned, outputs: [anOutput()], ms: 34_000 })
    expect(itemDetail(done)).toBe('1 file in 34\u00a0s')
  })
})
