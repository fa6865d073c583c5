import { join } from 'node:path'
import { setImmediate as breathe } from 'node:timers/promises'
import type { Operation, SampleChunk } from '../../shared/model/history.ts'
import { dayMs, levels } from './rollups/levels.ts'
import type { RollupStore } from './rollups/rollup-store.ts'
import { ShardFile, type ShardFileContext } from './shard-file.ts'
import { shardFileName } from './shard-name.ts'
import type { ShardWriter } from './shard-writer.ts'

export type ScrubOptions = {
  readonly store: RollupStore
  readonly operations: ShardWriter<Operation>
  readonly samples: ShardWriter<SampleChunk>
  readonly context: ShardFileContext
  /** Epoch milliseconds. */
  readonly now: () => number
}

/** Files that one step reads: a megabyte each at most, so some 50 ms a minute, and a year's within four hours. */
const filesPerStep = 4
/** All are read again after so long. */
const everyMs = dayMs

/**
 * Reads all shards bit by bit, so that damage is found while neighbours and copies can still mend it, and not when
 * somebody asks for that day after a year. Who reads a damaged shard sets it aside and reports it.
 */
export class Scrub {
  readonly #options: ScrubOptions
  #waiting: (() => Promise<unknown>)[] = []
  #begunAt = Number.NEGATIVE_INFINITY

  constructor(options: ScrubOptions) {
    this.#options = options
  }

  /** @param stop Ends it before the next file. */
  async step(stop: () => boolean): Promise<void> {
    const now = this.#options.now()
    if (this.#waiting.length === 0 && now - this.#begunAt >= everyMs) {
      this.#begunAt = now
      this.#waiting = await this.#everything()
    }
    for (const read of this.#waiting.splice(0, filesPerStep)) {
      if (stop()) return
      await read()
      await breathe()
    }
  }

  /** Oldest first of each kind: these are the ones that nobody looks at. */
  async #everything(): Promise<(() => Promise<unknown>)[]> {
    const { store, operations, samples, context } = this.#options
    const raw = [
      ...(await operations.list()).map((shard) => () => check(operations, shardFileName(shard), context)),
      ...(await samples.list()).map((shard) => () => check(samples, shardFileName(shard), context)),
    ]
    const rollups: (() => Promise<unknown>)[] = []
    for (const view of await store.views()) {
      for (const level of levels) {
        for (const place of await store.list(view, level)) rollups.push(() => store.verify(place))
      }
    }
    return [...raw, ...rollups]
  }
}

async function check<T>(writer: ShardWriter<T>, file: string, context: ShardFileContext): Promise<void> {
  // What is being written is in memory, and written anew each time.
  if (!writer.inMemory().has(file))
    await new ShardFile(join(writer.folder, file), writer.kind, context).load()
}
