import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Low } from 'lowdb'
import * as z from 'zod'
import type { ItemRecord, Operation, Run, SampleChunk } from '../../../shared/model/history.ts'
import { JsonFile } from '../json-file.ts'
import { importPrefix } from '../raw-points.ts'
import { localSource, type RollupStore } from '../rollups/rollup-store.ts'
import type { ShardFileContext } from '../shard-file.ts'
import type { ShardWriter } from '../shard-writer.ts'

/** What an export reads and an import writes. */
export type TransferStores = {
  readonly dir: string
  readonly store: RollupStore
  readonly context: ShardFileContext
  readonly kinds: {
    readonly operations: ShardWriter<Operation>
    readonly samples: ShardWriter<SampleChunk>
    readonly items: ShardWriter<ItemRecord>
    readonly runs: ShardWriter<Run>
  }
}
export type KindName = keyof TransferStores['kinds']
const originSchema = z.object({ id: z.string().regex(/^[a-z0-9]{8,32}$/) })

/** Who this home is in an export; made when it is first needed. */
export async function originOf(dir: string): Promise<string> {
  const low = new Low(new JsonFile(join(dir, 'origin.json'), originSchema), { id: '' })
  await low.read()
  if (low.data.id === '') {
    await mkdir(dir, { recursive: true })
    low.data = { id: randomBytes(8).toString('hex') }
    await low.write()
  }
  return low.data.id
}

export const originOfSource = (source: string, own: string): string =>
  source === localSource ? own : source.slice(importPrefix.length)

export const sourceOfOrigin = (origin: string, own: string): string =>
  origin === own ? localSource : `${importPrefix}${origin}`
