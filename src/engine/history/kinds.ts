import type * as z from 'zod'
import {
  type ItemRecord,
  itemRecordSchema,
  type Operation,
  operationSchema,
  type Run,
  runSchema,
} from '../../shared/model/history.ts'

/** One kind of record: the folder it lives in, its shape, and the time that decides its shard. */
export type Kind<T> = {
  readonly name: string
  readonly schema: z.ZodType<T>
  /** Epoch milliseconds. */
  readonly at: (record: T) => number
}

export const operations: Kind<Operation> = {
  name: 'operations',
  schema: operationSchema,
  at: (operation) => operation.at,
}

export const items: Kind<ItemRecord> = { name: 'items', schema: itemRecordSchema, at: (record) => record.at }

/** Runs lie under the day they finished, so that the newest ones are in the newest shards. */
export const runs: Kind<Run> = { name: 'runs', schema: runSchema, at: (run) => run.finishedAt }
