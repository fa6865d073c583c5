import { expect } from 'vitest'
import { type ErrorCode, WhittleError } from '../../../src/shared/errors.ts'

/** Expects work to reject with an error of ours and gives it. */
export async function failureOf(work: Promise<unknown>, code: ErrorCode): Promise<WhittleError> {
  const outcome = await work.then(
    () => 'It succeeded.',
    (error: unknown) => error,
  )
  if (!(outcome instanceof WhittleError)) throw new Error(`Not a WhittleError: ${String(outcome)}`)
  expect({ code: outcome.code, detail: outcome.detail }).toMatchObject({ code })
  return outcome
}
