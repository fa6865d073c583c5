import { WhittleError } from '../../shared/errors.ts'
import type { BatchRecord } from './batch-record.ts'

export function isUnstarted(batch: BatchRecord): boolean {
  return batch.state === 'planning' || batch.state === 'planned'
}

/** Whether the batch was accepted and not ended, so that its journal is still there, and nothing of it is at work. */
export function isResumable(batch: BatchRecord): boolean {
  const { state, startedAt } = batch
  return state === 'interrupted' || state === 'paused' || (state === 'failed' && startedAt !== undefined)
}

export function notNow(batch: BatchRecord, detail = `The batch is ${batch.state}.`): WhittleError {
  return new WhittleError('NOT_ALLOWED', { detail })
}
