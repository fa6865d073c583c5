import type { OutputJob } from '../../../shared/contract/pool.ts'
import { WhittleError } from '../../../shared/errors.ts'
import type { Dimensions } from '../../../shared/fit-inside.ts'
import { outputFormats } from '../../../shared/formats.ts'
import type { Source } from '../source/open-source.ts'

/** Outputs that share their pixels. */
export type SizeGroup = Dimensions & { readonly crop: boolean; readonly outputs: OutputJob[] }

/** The outputs by size, the largest first, each size in its given order. Never empty. */
export function groupBySize(outputs: readonly OutputJob[]): SizeGroup[] {
  const groups = new Map<string, SizeGroup>()
  for (const output of outputs) {
    const { width, height, crop = false } = output
    const key = `${width}x${height}${crop ? 'c' : ''}`
    const group = groups.get(key) ?? { width, height, crop, outputs: [] }
    group.outputs.push(output)
    groups.set(key, group)
  }
  return [...groups.values()].sort((a, b) => b.width * b.height - a.width * a.height)
}

/**
 * Refuses what an encoder would refuse, before any work is done.
 *
 * @throws WhittleError `FORMAT_LIMIT`.
 */
export function refuseOversized(outputs: readonly OutputJob[]): void {
  for (const { format, width, height } of outputs) {
    const { label, maxSide } = outputFormats[format]
    if (Math.max(width, height) <= maxSide) continue
    throw new WhittleError('FORMAT_LIMIT', {
      detail: `${label} holds at most ${maxSide} pixels a side; ${width} × ${height} were asked for.`,
    })
  }
}

/**
 * Refuses an original that somebody replaced after its outputs were planned.
 *
 * @param planned - Its dimensions then.
 * @throws WhittleError `INPUT_CHANGED`.
 */
export function refuseReplaced(planned: Dimensions, source: Source): void {
  if (planned.width === source.width && planned.height === source.height) return
  throw new WhittleError('INPUT_CHANGED', {
    detail: `It is ${source.width} × ${source.height} pixels now.`,
  })
}
