import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { codeOf } from '../../shared/code-of.ts'
import { WhittleError } from '../../shared/errors.ts'
import { type BatchPriority, chunkSize } from '../../shared/model/batch.ts'
import type { Item } from '../../shared/model/item.ts'
import type { Log } from '../ports.ts'
import { JournalFile, readLines } from './journal-file.ts'
import { type Accepting, type Intent, type Line, type Recovered, replay } from './journal-lines.ts'

export type Journal = {
  /**
   * Resolves when the batch is durable. From then on it survives a crash.
   * @throws WhittleError `HOME_UNWRITABLE`, `OUTPUT_DISK_FULL`; nothing of it is left then.
   */
  readonly accept: (batch: Accepting) => Promise<void>
  /** To be called before an item is given to a worker. It survives the end of this process, not that of the machine. */
  readonly attempt: (batchId: string, itemId: string) => Promise<void>
  /** The item came back from the worker unfinished, in order. */
  readonly giveBack: (batchId: string, itemId: string) => Promise<void>
  /**
   * Resolves when the item is durable; only then may it be reported as finished.
   * @throws WhittleError `HOME_UNWRITABLE`, `OUTPUT_DISK_FULL`
   */
  readonly finish: (batchId: string, item: Item) => Promise<void>
  /** Resolves when it is durable that these items are as they are now, e.g. queued again. */
  readonly change: (batchId: string, items: readonly Item[]) => Promise<void>
  /** Resolves when it is durable that these items are no part of the batch any more. */
  readonly remove: (batchId: string, itemIds: readonly string[]) => Promise<void>
  /** Resolves when it is durable what is to become of the batch after a crash. */
  readonly intend: (batchId: string, intent: Intent) => Promise<void>
  /** Resolves when it is durable with which priority the batch goes on after a crash. */
  readonly prioritize: (batchId: string, priority: BatchPriority) => Promise<void>
  /** The batch has ended and is in the history, or nobody wants it any more; its journal is removed. */
  readonly end: (batchId: string) => Promise<void>
  /**
   * Takes over the batches that an earlier process accepted and did not end; items in their last durable state.
   * What cannot be read is told to the log and left.
   */
  readonly recover: () => Promise<Recovered[]>
  /** Whether another process that lives has accepted the batch and not ended it: it runs there, waits or is paused. */
  readonly isElsewhere: (batchId: string) => Promise<boolean>
  readonly close: () => Promise<void>
}

/**
 * One file per batch, a JSON document per line: the accepted batch, its items by the hundred, then each step of each
 * item. Lines are appended and flushed to the disk; one that was cut off is ignored.
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
  const append = async (batchId: string, line: Line, durable = true): Promise<void> => {
    try {
      const file = await open(batchId)
      await file.append(JSON.stringify(line), durable)
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
    const found = await replay(readLines(path), (reason) => log('warn', `${file}: ${reason}`))
    if (found === 'never-accepted') {
      await rm(path)
      log('info', `${file}: the batch was being accepted when everything ended; nobody was told that it was.`)
      return undefined
    }
    if (found === 'no-batch' || found.batch.id !== batchId) {
      await rename(path, `${path}.damaged`)
      log('warn', `${file}: it holds no batch and was set aside.`)
      return undefined
    }
    // Of several processes that start at the same time, one succeeds in this.
    await rename(path, pathOf(batchId))
    return found.batch
  }

  return {
    accept: async ({ items, ...batch }) => {
      try {
        await append(batch.id, { type: 'accepted', version: 2, ...batch }, false)
        for (const some of byTheHundred(items)) {
          await append(batch.id, { type: 'items', items: some }, false)
        }
        await append(batch.id, { type: 'intent', intent: 'run' })
      } catch (error) {
        await end(batch.id).catch(() => undefined)
        throw error
      }
    },
    attempt: (batchId, itemId) => append(batchId, { type: 'attempt', itemId }, false),
    giveBack: (batchId, itemId) => append(batchId, { type: 'returned', itemId }, false),
    prioritize: (batchId, priority) => append(batchId, { type: 'priority', priority }),
    intend: (batchId, intent) => append(batchId, { type: 'intent', intent }),
    finish: (batchId, { planned: _, ...item }) => append(batchId, { type: 'finished', item }),
    change: async (batchId, items) => {
      await Promise.all(items.map((item) => append(batchId, { type: 'changed', item })))
    },
    remove: (batchId, itemIds) => append(batchId, { type: 'removed', itemIds: [...itemIds] }),
    end,
    recover: async () => {
      const found: Recovered[] = []
      for (const file of (await readdir(dir)).sort()) {
        const { batchId, owner } = ownerIn(file)
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
    isElsewhere: async (batchId) => {
      const names = (await readdir(dir)).map(ownerIn).filter((name) => name.batchId === batchId)
      return names.some(({ owner }) => owner !== undefined && owner !== writer && !options.abandoned(owner))
    },
    close: async () => {
      for (const batchId of [...files.keys()]) await closeFile(batchId)
    },
  }
}

/** Whose journal of which batch a file is; nothing where it is none. */
function ownerIn(file: string): { batchId?: string | undefined; owner?: string | undefined } {
  const [, batchId, owner] = /^([^.]+)\.([^.]+)\.jsonl$/.exec(file) ?? []
  return { batchId, owner }
}

function* byTheHundred(items: Iterable<Item>): Iterable<Item[]> {
  let some: Item[] = []
  for (const item of items) {
    some.push(item)
    if (some.length < chunkSize) continue
    yield some
    some = []
  }
  if (some.length > 0) yield some
}

function writeError(path: string, cause: unknown): WhittleError {
  const full = ['ENOSPC', 'EDQUOT'].includes(codeOf(cause))
  const detail = `${path}: ${String(cause)}`
  return new WhittleError(full ? 'OUTPUT_DISK_FULL' : 'HOME_UNWRITABLE', { detail, cause })
}
