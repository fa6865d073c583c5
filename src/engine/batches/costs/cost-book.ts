import { readFile, rename, rm, writeFile } from 'node:fs/promises'
import * as z from 'zod'
import type { Item } from '../../../shared/model/item.ts'
import type { Log } from '../../ports.ts'
import { type Cost, type Costs, costsFrom, keyOf } from './costs.ts'

const bookSchema = z.object({
  version: z.literal(1),
  costs: z.record(
    z.string(),
    z.object({ ms: z.number().min(0), bytes: z.number().min(0), pixels: z.number().min(1), count: z.int() }),
  ),
})

/** After so many outputs of a kind an old measurement has lost two thirds of its weight. */
const memory = 50

export type CostBook = {
  /** What is known now. */
  readonly current: () => Costs
  /** Takes in what a finished item has cost. */
  readonly learn: (item: Item) => void
  /** Keeps what was learned; a failure is told to the log and costs nothing but worse estimates. */
  readonly save: () => Promise<void>
}

/**
 * Opens the measured costs of outputs. Two processes that share the file do not see each other's measurements, and the
 * last one that saves is kept: both measured the same machine.
 *
 * @param file Absolute; need not exist. Without it nothing is kept.
 */
export async function openCostBook(file: string | undefined, log: Log): Promise<CostBook> {
  const known = new Map<string, Cost>(await load(file))
  let costs: Costs | undefined
  let changed = false
  return {
    current: () => {
      costs ??= costsFrom(new Map(known))
      return costs
    },
    learn: (item) => {
      for (const output of item.outputs) {
        // A copy of the original says nothing about encoding.
        if (output.cached || output.keptOriginal) continue
        const key = keyOf(output)
        known.set(key, mixed(known.get(key), output))
        changed = true
        costs = undefined
      }
    },
    save: async () => {
      if (file === undefined || !changed) return
      changed = false
      const part = `${file}.${process.pid}.part`
      try {
        await writeFile(part, JSON.stringify({ version: 1, costs: Object.fromEntries(known) }))
        await rename(part, file)
      } catch (error) {
        await rm(part, { force: true }).catch(() => undefined)
        log('debug', `The measured costs could not be kept: ${String(error)}`)
      }
    },
  }
}

/** An average in which what was measured lately counts more. */
function mixed(
  before: Cost | undefined,
  output: { ms: number; bytes: number; width: number; height: number },
): Cost {
  const pixels = output.width * output.height
  if (before === undefined) return { ms: output.ms, bytes: output.bytes, pixels, count: 1 }
  const share = 1 / Math.min(memory, before.count + 1)
  const mix = (old: number, fresh: number) => old + (fresh - old) * share
  return {
    ms: mix(before.ms, output.ms),
    bytes: mix(before.bytes, output.bytes),
    pixels: mix(before.pixels, pixels),
    count: before.count + 1,
  }
}

async function load(file: string | undefined): Promise<[string, Cost][]> {
  if (file === undefined) return []
  try {
    return Object.entries(bookSchema.parse(JSON.parse(await readFile(file, 'utf8'))).costs)
  } catch {
    // Missing or unusable: it is learned again with the next images.
    return []
  }
}
