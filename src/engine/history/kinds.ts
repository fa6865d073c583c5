import type * as z from 'zod'
import { type Alert, alertSchema } from '../../shared/model/alert.ts'
import {
  type ItemRecord,
  itemRecordSchema,
  type Operation,
  operationSchema,
  type Run,
  runSchema,
  type SampleChunk,
  sampleChunkSchema,
} from '../../shared/model/history.ts'

/** One kind of record: the folder it lives in, its shape, and the time that decides its shard. */
export type Kind<T> = {
  readonly name: string
  readonly schema: z.ZodType<T>
  /** Epoch milliseconds. */
  readonly at: (record: T) => number
  /** Latest time that it tells of, in epoch milliseconds. Default: `at`. */
  readonly until?: (record: T) => number
  /** Tells a valid record without the schema, for kinds of which millions are read. */
  readonly valid?: (record: unknown) => record is T
}

export const operations: Kind<Operation> = {
  name: 'operations',
  schema: operationSchema,
  at: (operation) => operation.at,
  valid: isOperation,
}

export const samples: Kind<SampleChunk> = {
  name: 'samples',
  schema: sampleChunkSchema,
  at: (chunk) => chunk.at,
  until: (chunk) => chunk.offsets.reduce((last, offset) => Math.max(last, chunk.at + offset), chunk.at),
  valid: isChunk,
}

export const items: Kind<ItemRecord> = { name: 'items', schema: itemRecordSchema, at: (record) => record.at }

/** An alert lies under the day it was raised; it is recorded again when it is over. */
export const alerts: Kind<Alert> = { name: 'alerts', schema: alertSchema, at: (alert) => alert.raisedAt }

/** Runs lie under the day they finished, so that the newest ones are in the newest shards. */
export const runs: Kind<Run> = { name: 'runs', schema: runSchema, at: (run) => run.finishedAt }

const statuses: ReadonlySet<unknown> = new Set(operationSchema.shape.status.options)
const isTextOrAbsent = (value: unknown): boolean => value === undefined || typeof value === 'string'
const isNumber = (value: unknown): boolean => Number.isFinite(value)

function isOperation(record: unknown): record is Operation {
  if (typeof record !== 'object' || record === null) return false
  const { at, operation, kind, status, durationMs, sizeClass, code } = record as Partial<Operation>
  return (
    isNumber(at) &&
    isNumber(durationMs) &&
    typeof operation === 'string' &&
    typeof kind === 'string' &&
    statuses.has(status) &&
    isTextOrAbsent(sizeClass) &&
    isTextOrAbsent(code)
  )
}

function isChunk(record: unknown): record is SampleChunk {
  if (typeof record !== 'object' || record === null) return false
  const { at, offsets, values } = record as Partial<SampleChunk>
  if (!isNumber(at) || !Array.isArray(offsets) || typeof values !== 'object' || values === null) return false
  if (offsets.length === 0 || !offsets.every(isNumber)) return false
  return Object.values(values).every(
    (column) => Array.isArray(column) && column.every((value) => value === null || isNumber(value)),
  )
}
