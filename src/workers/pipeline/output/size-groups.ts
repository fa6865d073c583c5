import type { OutputJob } from '../../../shared/contract/pool.ts'
import { WhittleError } from '../../../shared/errors.ts'
import { outputFormats } from '../../../shared/formats.ts'
import type { Source } from '../source/open-source.ts'

/** Outputs that share their pixels. */
export type SizeGroup = { readonly width: number; readonly height: number; readonly outputs: OutputJob[] }

/** The outputs by size, the largest first, each size in its given order. Never empty. */
export function groupBySize(outputs: readonly OutputJob[]): SizeGroup[] {
  const groups = new Map<string, SizeGroup>()
  for (const output of outputs) {
    const { width, height } = output
    const key = `${width}x${height}`
    const group = groups.get(key) ?? { width, height, outputs: [] }
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
 * Refuses sizes that would stretch or enlarge the original: they were planned for what the file held before somebody
 * replaced it.
 *
 * @throws WhittleError `INPUT_CHANGED`.
 */
export function refuseMisfits(groups: readonly SizeGroup[], source: Source): void {
  if (groups.every((group) => fits(group, source))) return
  throw new WhittleError('INPUT_CHANGED', {
    detail: `It is ${source.width} × ${source.height} pixels now.`,
  })
}

/** The aspect ratio may be off by what rounding to whole pixels costs. */
function fits({ width, height }: SizeGroup, source: Source): boolean {
  if (width > source.width || height > source.height) return false
  const exactWidth = (height * source.width) / source.height
  const exactHeight = (width * source.height) / source.width
  return Math.abs(exactWidth - width) <= 1 || Math.abs(exactHeight - height) <= 1
}
