import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { codeOf } from '../../shared/code-of.ts'
import { WhittleError } from '../../shared/errors.ts'
import { type Item, itemSchema } from '../../shared/model/item.ts'
import { recipeSchema } from '../../shared/recipe.ts'
import type { Log } from '../ports.ts'
import { JournalFile } from './journal-file.ts'

const acceptedSchema = z.object({
  type: z.literal('accepted'),
  version: z.literal(1),
  id: z.string(),
  label: z.string(),
  paths: z.array(z.string()),
  recipe: recipeSchema,
  outDir: z.string(),
  createdAt: z.number(),
  startedAt: z.number(),
  items: z.array(itemSchema),
})
export type Accepted = z.output<typeof acceptedSchema>

/**
 * What is to become of a batch after a crash: go on with it, only offer it (a person has not said "go on" yet, or it
 * failed), or end it, since it was being cancelled. Without a word it is `run`.
 */
const intentSchema = z.enum(['run', 'hold', 'cancel'])
export type Intent = z.output<typeof intentSchema>

/** A batch that an earlier process accepted and did not end. */
type Recovered = Accepted & { readonly intent: Intent }

const lineSchema = z.discriminatedUnion('type', [
  acceptedSchema,
  z.object({ type: z.literal('finished'), item: itemSchema }),
  z.object({ type: z.literal('intent'), intent: intentSchema }),
])
type Line = z.input<typeof lineSchema>

export type Journal = {
  /**
   * Resolves when the batch is durable. From then on it survives a crash.
   * @throws WhittleError `HOME_UNWRITABLE`, `OUTPUT_DISK_FULL`; nothing of it is left then.
   */
  readonly accept: (batch: Omit<Accepted, 'type' | 'version'>) => Promise<void>
  /**
   * Resolves when the item is durable; only then may it be reported as finished.
   * @throws WhittleError `HOME_UNWRITABLE`, `OUTPUT_DISK_FULL`
   */
  readonly finish: (batchId: string, item: Item) => Promise<void>
  /** Resolves when it is durable what is to become of the batch after a crash. */
  readonly intend: (batchId: string, intent: Intent) => Promise<void>
  /** The batch has ended and is in the history, or nobody wants it any more; its journal is removed. */
  readonly end: (batchId: string) => Promise<void>
  /**
   * Takes over the batches that an earlier process accepted and did not end; items in their last durable state.
   * What cannot be read is told to the log and left.
   */
  readonly recover: () => Promise<Recovered[]>
  readonly close: () => Promise<void>
}

/**
 * One file per batch, a JSON document per line: the accepted batch, then each finished item. Lines are appended
 * and flushed to the disk; one that was cut off is ignored.
 *
 * @param options.writer Name of this process in the home folder; a file belongs to the writer in its name.
 * @param options.abandoned Tells whether a writer is gone, so that its batches may be taken over.
 */
export async function openJournal(options: {
  dir: string
  writer: string
  abandoned: (writer: string) => boolean
  log: Log
}): Promise<Journal> {
  const { dir, writer, log } = options
  await mkdir(dir, { recursive: true })
  const files = new Map<string, Promise<JournalFile>>()
  const pathOf = (batchId: string) => join(dir, `${batchId}.${writer}.jsonl`)

  const open = (batchId: string): Promise<JournalFile> => {
    const opening = files.get(batchId) ?? JournalFile.open(pathOf(batchId))
    files.set(batchId, opening)
    opening.catch(() => files.delete(batchId))
    return opening
  }
  const append = async (batchId: string, line: Line): Promise<void> => {
    try {
      const file = await open(batchId)
      await file.append(JSON.stringify(line))
    } catch (error) {
      throw writeError(pathOf(batchId), error)
    }
  }
  const closeFile = async (batchId: string): Promise<void> => {
    const file = await files.get(batchId)?.catch(() => undefined)
    files.delete(batchId)
    await file?.close()
  }
  const end = async (batchId: string): Promise<void> => {
    await closeFile(batchId)
    await rm(pathOf(batchId), { force: true })
  }

  const takeOver = async (file: string, batchId: string): Promise<Recovered | undefined> => {
    const path = join(dir, file)
    const text = await readFile(path, 'utf8')
    const batch = replay(text, (reason) => log('warn', `${file}: ${reason}`))
    if (batch?.id !== batchId) {
      await rename(path, `${path}.damaged`)
      log('warn', `${file}: it holds no batch and was set aside.`)
      return undefined
    }
    // Of several processes that start at the same time, one succeeds in this.
    await rename(path, pathOf(batchId))
    return batch
  }

  return {
    accept: async (batch) => {
      try {
        await append(batch.id, { type: 'accepted', version: 1, ...batch })
      } catch (error) {
        await end(batch.id).catch(() => undefined)
        throw error
      }
    },
    intend: (batchId, intent) => append(batchId, { type: 'intent', intent }),
    finish: (batchId, item) => append(batchId, { type: 'finished', item }),
    end,
    recover: async () => {
      const found: Recovered[] = []
      for (const file of (await readdir(dir)).sort()) {
        const [, batchId, owner] = /^([^.]+)\.([^.]+)\.jsonl$/.exec(file) ?? []
        if (batchId === undefined || owner === undefined) continue
        if (owner !== writer && !options.abandoned(owner)) continue
        try {
          const batch = await takeOver(file, batchId)
          if (batch !== undefined) found.push(batch)
        } catch (error) {
          log('warn', `${file}: it could not be taken over: ${String(error)}`)
        }
      }
      return found
    },
    close: async () => {
      for (const batchId of [...files.keys()]) await closeFile(batchId)
    },
  }
}

function replay(text: string, warn: (reason: string) => void): Recovered | undefined {
  let batch: Accepted | undefined
  let intent: Intent = 'run'
  const items = new Map<string, Item>()
  for (const line of text.split('\n')) {
    if (line === '') continue
    const parsed = lineSchema.safeParse(parseJson(line))
    if (!parsed.success) {
      warn('a line is incomplete and was ignored')
    } else if (parsed.data.type === 'accepted') {
      batch = parsed.data
      for (const item of batch.items) items.set(item.id, item)
    } else if (parsed.data.type === 'intent') {
      intent = parsed.data.intent
    } else {
      items.set(parsed.data.item.id, parsed.data.item)
    }
  }
  return batch === undefined ? undefined : { ...batch, intent, items: [...items.values()] }
}

function writeError(path: string, cause: unknown): WhittleError {
  const full = codeOf(cause) === 'ENOSPC'
  const detail = `${path}: ${String(cause)}`
  return new WhittleError(full ? 'OUTPUT_DISK_FULL' : 'HOME_UNWRITABLE', { detail, cause })
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
