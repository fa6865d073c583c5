import { setImmediate } from 'node:timers/promises'
import type { BatchEstimate } from '../../shared/model/batch.ts'
import type { BatchRecord } from './batch-record.ts'
import type { Costs } from './costs/costs.ts'
import { freeBytes } from './troubles.ts'

/** Items looked at at a stretch; then others have their turn. */
const stretch = 2_000

/** What the planned items of a batch will cost, before any of them is worked on. */
export async function estimateOf(
  batch: BatchRecord,
  costs: Costs,
  concurrency: number,
): Promise<BatchEstimate> {
  let workMs = 0
  let bytes = 0
  let outputs = 0
  let measured = 0
  let replaced = 0
  let seen = 0
  for (const item of batch.items.where(({ state }) => state === 'planned')) {
    seen += 1
    if (seen % stretch === 0) await setImmediate()
    workMs += costs.itemMs(item)
    for (const output of item.planned) {
      bytes += costs.outputBytes(output)
      outputs += 1
      if (costs.isMeasured(output)) measured += 1
      if (output.replaces !== undefined) replaced += 1
    }
  }
  const free = await freeBytes(batch.outDir)
  return {
    ms: Math.round(workMs / Math.max(1, concurrency)),
    bytes: Math.round(bytes),
    measured: outputs === 0 ? 0 : measured / outputs,
    replaced,
    ...(free === undefined ? {} : { freeBytes: free, fits: bytes <= free }),
  }
}
