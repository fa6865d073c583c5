import { tableText } from '../table.ts'
import { bytesText, countText, durationText, pathText } from '../text.ts'
import { outcomeLines, skippedLines } from './outcome-lines.ts'
import type { PlanDocument, PlannedImage } from './plan-document.ts'

const columns = [
  { head: 'Image' },
  { head: 'Original', align: 'right' },
  { head: 'Would write' },
  { head: 'Pixels', align: 'right' },
  { head: 'Goal', align: 'right' },
  { head: 'Effort', align: 'right' },
] as const

/** A plan for people: a row per output that would be written. */
export function planText(plan: PlanDocument, cwd: string): string {
  const { totals } = plan
  const blocks = [
    plan.planned.length === 0
      ? []
      : [
          tableText(
            columns,
            plan.planned.flatMap((image) => rowsOf(image, cwd)),
          ),
        ],
    skippedLines('Would be skipped', plan.skipped, cwd),
    outcomeLines('Would fail', plan.failed, cwd),
    [
      `${countText(totals.images, 'image')} (${bytesText(totals.bytesIn)}), ` +
        `${countText(totals.outputs, 'output')} to ${pathText(plan.outDir, cwd)}. Nothing was written.`,
      ...estimateLines(plan),
    ],
  ]
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')
}

function estimateLines({ estimate, totals }: PlanDocument): string[] {
  if (estimate === undefined || totals.outputs === 0) return []
  const basis =
    estimate.measured > 0.5 ? 'as measured on this machine' : 'by built-in figures, nothing measured yet'
  const lines = [`About ${durationText(estimate.ms)} and ${bytesText(estimate.bytes)} (${basis}).`]
  if (totals.replaced > 0)
    lines.push(`${countText(totals.replaced, 'output')} of an earlier run would be replaced.`)
  if (estimate.freeBytes !== undefined && estimate.fits === false) {
    lines.push(`Warning: only ${bytesText(estimate.freeBytes)} are free there; this will not fit.`)
  }
  return lines
}

function rowsOf(image: PlannedImage, cwd: string): string[][] {
  const original = `${image.width}×${image.height}, ${bytesText(image.bytes)}`
  return image.outputs.map((output, index) => [
    index === 0 ? pathText(image.input, cwd) : '',
    index === 0 ? original : '',
    `${pathText(output.path, cwd)}${output.replaces ? ' (replaces)' : ''}`,
    `${output.width}×${output.height}`,
    output.goal,
    output.effort === null ? '–' : String(output.effort),
  ])
}
