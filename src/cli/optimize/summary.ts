import type { ResultDocument } from '../../shared/model/result-document.ts'
import { servedOutput } from '../../shared/model/served.ts'
import { tableText } from '../table.ts'
import { bytesText, countText, durationText, pathText, savingText } from '../text.ts'
import { outcomeLines, skippedLines } from './outcome-lines.ts'

type Success = ResultDocument['success'][number]

/** After so many rows a person scrolls; `--json` has them all. */
const mostRows = 50

const columns = [
  { head: 'Image' },
  { head: 'Original', align: 'right' },
  { head: 'Outputs', align: 'right' },
  { head: 'Together', align: 'right' },
  { head: 'Served', align: 'right' },
  { head: 'Saving' },
] as const

/** What a run did, for people: a row per image, the totals, and every failure with its reason. */
export function summaryText(document: ResultDocument, cwd: string): string {
  const { success, failed, skipped } = document
  const blocks = [
    success.length === 0 ? [] : [imageTable(success, cwd), ...moreRows(success.length)],
    skippedLines('Skipped', skipped, cwd),
    outcomeLines('Failed', failed, cwd),
    totalLines(document),
    document.remarks ?? [],
  ]
  return blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')
}

function imageTable(success: readonly Success[], cwd: string): string {
  const rows = success.slice(0, mostRows).map((image) => {
    const together = image.outputs.reduce((total, output) => total + output.bytes, 0)
    const served = servedOutput(image.outputs)?.bytes ?? 0
    return [
      pathText(image.input, cwd),
      bytesText(image.bytes),
      String(image.outputs.length),
      bytesText(together),
      bytesText(served),
      savingText(image.bytes, served),
    ]
  })
  return tableText(columns, rows)
}

function moreRows(count: number): string[] {
  return count > mostRows ? [`… and ${countText(count - mostRows, 'image')} more`] : []
}

function totalLines(document: ResultDocument): string[] {
  const { success, failed, skipped, bytesIn, bytesOut, durationMs } = document
  if (success.length + failed.length + skipped.length === 0) return ['No images were found.']
  const counts = [
    `${countText(success.length, 'image')} done`,
    ...(failed.length === 0 ? [] : [`${failed.length} failed`]),
    ...(skipped.length === 0 ? [] : [`${skipped.length} skipped`]),
  ]
  const first = `${counts.join(', ')} in ${durationText(durationMs)}.`
  if (success.length === 0) return [first]
  const outputs = success.reduce((total, image) => total + image.outputs.length, 0)
  const served = success.reduce((total, image) => total + (servedOutput(image.outputs)?.bytes ?? 0), 0)
  return [
    first,
    `${bytesText(bytesIn)} of originals, ${countText(outputs, 'output')} of ${bytesText(bytesOut)} together.`,
    `Served: ${bytesText(served)}, ${savingText(bytesIn, served)} (smallest format at the largest size).`,
  ]
}
