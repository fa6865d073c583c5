import * as z from 'zod'
import { levelNames } from '../rollups/levels.ts'

/**
 * An exported history: a head, then lines, then an end that tells whether the file is complete. Sources are the
 * origins of the homes that recorded; a history that was imported and is exported again keeps them apart.
 */
export const transferVersion = 1

const origin = z.string().regex(/^[a-z0-9]{8,32}$/)

export const headSchema = z.object({
  format: z.literal('whittle-history'),
  version: z.int().min(1),
  origin,
  at: z.number(),
})

export const transferLineSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('record'),
    kind: z.enum(['operations', 'samples', 'items', 'runs']),
    source: origin,
    record: z.unknown(),
  }),
  z.object({
    type: z.literal('shard'),
    level: z.enum(levelNames),
    period: z.string(),
    source: origin,
    coverage: z.array(z.tuple([z.number(), z.number()])),
  }),
  /** Belongs to the shard before it. */
  z.object({ type: z.literal('series'), key: z.string(), rows: z.string() }),
  z.object({ type: z.literal('end'), lines: z.int() }),
])
export type TransferLine = z.output<typeof transferLineSchema>
