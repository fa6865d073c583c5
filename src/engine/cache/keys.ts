import { createHash } from 'node:crypto'
import type { PoolPayload } from '../../shared/contract/pool.ts'
import { pipelineVersion } from '../../shared/pipeline-version.ts'

type Payload = PoolPayload<'optimize'>
type Output = Payload['outputs'][number]

/** What a result is found by, each part a SHA-256 in hexadecimal. */
export type ResultName = {
  /** Of the original's bytes. */
  readonly source: string
  /** Of everything that was asked for. */
  readonly variant: string
  /** Of the versions of everything that made it. */
  readonly encoders: string
}

/**
 * What was asked for of one output, whatever original it is of and wherever it goes. Everything in the job counts, so
 * that a setting that is added later is not forgotten here, except names, places and what the machine
 * allows: how large a file may be, and how much is done at the same time.
 */
export function variantOf(payload: Payload, output: Output): string {
  const { input: _, limits: __, outputs: ___, lanes: ____, ...shared } = payload
  const { index: _____, alternatives = [], ...own } = output
  return hashOf({ shared, own: withoutPlace(own), alternatives: alternatives.map(withoutPlace) })
}

/**
 * @param versions - Of Node, sharp, libvips and the codecs. Node itself changes no pixel.
 */
export function encodersOf({ node: _, ...versions }: Readonly<Record<string, string>>): string {
  return hashOf({ versions, pipelineVersion })
}

export function keyOf({ source, variant, encoders }: ResultName): string {
  return hashOf([source, variant, encoders])
}

function withoutPlace<T extends { path: string; partPath: string; replaces?: string | undefined }>(place: T) {
  const { path: _, partPath: __, replaces: ___, ...rest } = place
  return rest
}

/** Of a value's JSON with sorted keys: two objects that were built in another order are the same. */
export function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value, sorted)).digest('hex')
}

function sorted(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}
