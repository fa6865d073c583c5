import { describe, expect, it } from 'vitest'
import { errorDataSchema, errorTable, toErrorData, WhittleError } from '../../src/shared/errors.ts'

describe('the table of errors', () => {
  it('has sentences for people: what happened, and what to do', () => {
    for (const [code, { message, hint }] of Object.entries(errorTable)) {
      expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/)
      expect(message, code).toMatch(/^[A-Z].*\.$/)
      expect(hint, code).toMatch(/^[A-Z].*\.$/)
    }
  })
})

describe('an error', () => {
  it('has the sentences of its code', () => {
    const cause = new Error('cause')
    const error = new WhittleError('INPUT_EMPTY', { detail: 'a.jpg', cause })
    expect(error).toMatchObject({ ...errorTable.INPUT_EMPTY, code: 'INPUT_EMPTY', detail: 'a.jpg', cause })
  })

  it('is the same at the other end of a process boundary', () => {
    const original = new WhittleError('INPUT_TOO_LARGE', {
      message: 'Too large for here.',
      detail: '9 bytes',
    })
    const data = errorDataSchema.parse(JSON.parse(JSON.stringify(toErrorData(original))))
    const arrived = WhittleError.from(data)
    expect(arrived).toBeInstanceOf(WhittleError)
    expect(toErrorData(arrived)).toEqual(toErrorData(original))
    expect(data).toEqual({
      code: 'INPUT_TOO_LARGE',
      message: 'Too large for here.',
      hint: errorTable.INPUT_TOO_LARGE.hint,
      detail: '9 bytes',
    })
  })

  it('has no detail where there is none to tell', () => {
    expect(toErrorData(new WhittleError('CANCELLED'))).toEqual({ code: 'CANCELLED', ...errorTable.CANCELLED })
  })

  it.each([
    ['an error', new RangeError('surprise'), 'RangeError: surprise'],
    ['an error without a stack', Object.assign(new Error('bare'), { stack: undefined }), 'bare'],
    ['anything else', 'just text', 'just text'],
    ['nothing', undefined, 'undefined'],
  ])('of unknown kind (%s) is INTERNAL, with its text as the detail', (_, thrown, detail) => {
    const data = toErrorData(thrown)
    expect(errorDataSchema.parse(data)).toEqual(data)
    expect(data).toMatchObject({ code: 'INTERNAL', message: errorTable.INTERNAL.message })
    expect(data.detail).toContain(detail)
  })
})
