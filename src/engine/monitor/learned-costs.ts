import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import * as z from 'zod'
import { codeOf } from '../../shared/code-of.ts'
import type { Item } from '../../shared/model/item.ts'
import type { OutputResult } from '../../shared/model/output.ts'
import type { Log } from '../ports.ts'
import { type Corrections, type CostKey, costKey, encodeMs } from './job-cost.ts'

const factors = z.record(z.string(), z.number().positive())
const fileSchema = z.object({ version: z.literal(1), bytes: factors, ms: factors })

/** How far a single measurement moves what is known: up quickly, since too little memory hurts, down slowly. */
const weight = { up: 0.5, down: 0.15, ms: 0.2 } as const
/** A correction beyond these would mean that what was measured was something else. */
const bounds = { least: 0.3, most: 8 } as const
/** Speed differs more: a slow laptop, another encoder, a search for a quality that encodes several times. */
const msBounds = { least: 0.05, most: 50 } as const

/**
 * Corrects the expected costs by what was measured on this machine: a factor for memory and one for time per encoder
 * setting, each a moving average. Kept in a file between runs; a damaged or missing one means nothing is known.
 */
export class LearnedCosts implements Corrections {
  readonly #bytes = new Map<string, number>()
  readonly #ms = new Map<string, number>()
  #changed = false

  readonly bytes = (key: CostKey): number => this.#bytes.get(key) ?? 1
  readonly ms = (key: CostKey): number => this.#ms.get(key) ?? 1

  /** A job that had the host to itself needed `measured` bytes where `expected` were thought. */
  sawPeak(key: CostKey, expected: number, measured: number): void {
    if (expected <= 0) return
    const ratio = measured / expected
    const move = ratio > 1 ? weight.up : weight.down
    this.#set(this.#bytes, key, this.bytes(key) * (1 + (ratio - 1) * move), bounds)
  }

  /** Several jobs together needed more than thought; which one is not known. */
  sawTooLittle(keys: Iterable<CostKey>): void {
    for (const key of new Set(keys)) this.#set(this.#bytes, key, this.bytes(key) * 1.05, bounds)
  }

  /** Takes in how long the outputs of a finished image took. */
  sawTimes({ outputs }: Pick<Item, 'outputs'>): void {
    for (const output of outputs) {
      // Neither a cached result nor one that shares another's work says what its encoder takes.
      if (!output.cached) this.#sawTime(output)
    }
  }

  #sawTime(output: OutputResult): void {
    const expected = ((output.width * output.height) / 1e6) * encodeMs(output)
    if (expected <= 0 || output.ms <= 0) return
    const key = costKey(output)
    const known = this.#ms.get(key)
    const ratio = output.ms / expected
    this.#set(this.#ms, key, known === undefined ? ratio : known + (ratio - known) * weight.ms, msBounds)
  }

  #set(
    map: Map<string, number>,
    key: CostKey,
    value: number,
    { least, most }: { least: number; most: number },
  ) {
    map.set(key, Math.min(most, Math.max(least, value)))
    this.#changed = true
  }

  /** Never throws: at worst this machine is learned anew. */
  async load(file: string, log: Log): Promise<void> {
    try {
      const { bytes, ms } = fileSchema.parse(JSON.parse(await readFile(file, 'utf8')))
      for (const [key, factor] of Object.entries(bytes)) this.#bytes.set(key, factor)
      for (const [key, factor] of Object.entries(ms)) this.#ms.set(key, factor)
    } catch (error) {
      if (codeOf(error) !== 'ENOENT')
        log('warn', `${file} is not used, costs are learned anew: ${String(error)}`)
    }
  }

  /** Writes what was learned since it was loaded. Never throws. */
  async save(file: string, log: Log): Promise<void> {
    if (!this.#changed) return
    this.#changed = false
    const part = `${file}.${process.pid}.tmp`
    const data = { version: 1, bytes: Object.fromEntries(this.#bytes), ms: Object.fromEntries(this.#ms) }
    try {
      await mkdir(dirname(file), { recursive: true })
      await writeFile(part, `${JSON.stringify(data, null, 2)}\n`)
      await rename(part, file)
    } catch (error) {
      log('warn', `What was learned about costs could not be saved: ${String(error)}`)
    }
  }
}
