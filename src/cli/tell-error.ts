import type { ErrorData } from '../shared/errors.ts'
import type { Streams } from './streams.ts'

/** An error that concerns a command as a whole: what happened, the detail, what to do about it. */
export function tellError(error: ErrorData, streams: Streams): void {
  streams.note(`whittle: ${error.message} (${error.code})`)
  if (error.detail !== undefined) streams.note(`  ${error.detail}`)
  if (error.hint !== undefined) streams.note(`  ${error.hint}`)
}
