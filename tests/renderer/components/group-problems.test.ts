import { describe, expect, it } from 'vitest'
import { groupProblems } from '../../../src/renderer/components/group-problems.ts'
import { toErrorData, WhittleError } from '../../../src/shared/errors.ts'
import { anItem } from '../support/models.ts'

const error = (code: 'INPUT_EMPTY' | 'INPUT_CORRUPT', message?: string) =>
  toErrorData(new WhittleError(code, message === undefined ? {} : { message }))

describe('groupProblems', () => {
  it('puts the most frequent reason first and keeps the names in order', () => {
    const groups = groupProblems([
      anItem('a', { error: error('INPUT_EMPTY') }),
      anItem('b', { error: error('INPUT_CORRUPT') }),
      anItem('c', { error: error('INPUT_CORRUPT') }),
      anItem('d'),
    ])
    expect(groups.map((group) => [group.error.code, group.names])).toEqual([
      ['INPUT_CORRUPT', ['b.jpg', 'c.jpg']],
      ['INPUT_EMPTY', ['a.jpg']],
    ])
    expect(groups[1]?.error.hint).toContain('download')
  })

  it('tells apart what has one code and two messages', () => {
    const groups = groupProblems([
      anItem('a', { error: error('INPUT_CORRUPT', 'It ends too early.') }),
      anItem('b', { error: error('INPUT_CORRUPT') }),
    ])
    expect(groups).toHaveLength(2)
  })
})
