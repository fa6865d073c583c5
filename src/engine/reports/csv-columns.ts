import type { PeriodReport, Report, RunReport } from '../../shared/model/report.ts'
import { type ComparisonRow, comparisonRows } from './comparison-rows.ts'
import { savedShare } from './days.ts'

/** `text`, `integer`, `number`, `boolean` (`true` or `false`), `time` (ISO 8601 in UTC). An empty field is no value. */
type ColumnType = 'text' | 'integer' | 'number' | 'boolean' | 'time'
type Cell = string | number | boolean | null | undefined

export type Column<Row> = {
  readonly name: string
  readonly type: ColumnType
  /** What it holds, for `docs/reports.md`. */
  readonly text: string
  readonly of: (row: Row) => Cell
}

function column<Row>(name: string, type: ColumnType, text: string, of: (row: Row) => Cell): Column<Row> {
  return { name, type, text, of }
}

type Success = RunReport['result']['success'][number]
type Variant = {
  readonly image: string
  readonly state: 'done' | 'failed' | 'skipped'
  readonly code?: string
  readonly original?: Success
  readonly output?: Success['outputs'][number]
}

/** Of a run: a row per file that was made, and one per image that was not finished. */
export const variantColumns: readonly Column<Variant>[] = [
  column('image', 'text', 'Name of the original', ({ image }) => image),
  column('state', 'text', '`done`, `failed` or `skipped`', ({ state }) => state),
  column('code', 'text', 'Why it was not finished', ({ code }) => code),
  column('original_format', 'text', 'Format of the original', ({ original }) => original?.format),
  column('original_width', 'integer', 'Pixels', ({ original }) => original?.width),
  column('original_height', 'integer', 'Pixels', ({ original }) => original?.height),
  column('original_bytes', 'integer', 'Size of the original', ({ original }) => original?.bytes),
  column('image_ms', 'number', 'Time for all files of the image', ({ original }) => original?.ms),
  column('file', 'text', 'The file, below the output folder', ({ output }) => output?.path),
  column('format', 'text', 'Its format', ({ output }) => output?.format),
  column('width', 'integer', 'Pixels', ({ output }) => output?.width),
  column('height', 'integer', 'Pixels', ({ output }) => output?.height),
  column('bytes', 'integer', 'Its size', ({ output }) => output?.bytes),
  column('saved_percent', 'number', 'How much smaller than the original; negative: larger', (row) =>
    row.original === undefined || row.output === undefined
      ? null
      : savedShare(row.original.bytes, row.output.bytes),
  ),
  column('quality', 'integer', "On the encoder's scale; empty: lossless", ({ output }) => output?.quality),
  column('effort', 'integer', "On the encoder's scale; empty: it has none", ({ output }) => output?.effort),
  column('score', 'number', 'SSIMULACRA 2; empty: not judged', ({ output }) => output?.score),
  column('cached', 'boolean', 'Came from the cache', ({ output }) => output?.cached),
  column(
    'kept_original',
    'boolean',
    "The original's bytes were copied",
    ({ output }) => output?.keptOriginal,
  ),
  column('notes', 'text', 'What was changed or lost, separated by spaces', ({ output }) =>
    output?.notes.join(' '),
  ),
]

/** Of a comparison: a row per number. */
export const comparisonColumns: readonly Column<ComparisonRow>[] = [
  column('scope', 'text', '`total`, or `image` for one of the images that differ most', ({ scope }) => scope),
  column('image', 'text', 'Name of the image; empty: all', ({ image }) => image),
  column('measure', 'text', 'What was measured, e.g. `served_bytes`', ({ measure }) => measure),
  column('unit', 'text', '`bytes`, `ms`, `score`, `kWh`, a currency …', ({ unit }) => unit),
  column('before', 'number', 'In the first run', ({ before }) => before),
  column('after', 'number', 'In the second run', ({ after }) => after),
  column('change_percent', 'number', 'Negative: less', ({ before, after }) => {
    const saved = before === null || after === null ? null : savedShare(before, after)
    return saved === null ? null : 0 - saved
  }),
]

type PeriodRun = PeriodReport['runs'][number]

/** Of a period: a row per run. */
export const runColumns: readonly Column<PeriodRun>[] = [
  column('run', 'text', 'ID of the run', ({ id }) => id),
  column('label', 'text', 'What was given', ({ label }) => label),
  column('recipe', 'text', 'Name of the recipe', ({ recipe }) => recipe.name),
  column('state', 'text', '`done`, `cancelled` or `failed`', ({ state }) => state),
  column('started_at', 'time', 'When it began', ({ startedAt }) => startedAt),
  column('finished_at', 'time', 'When it ended', ({ finishedAt }) => finishedAt),
  column('duration_ms', 'number', 'Wall time', ({ durationMs }) => durationMs),
  column('images_done', 'integer', 'Images that were finished', ({ counts }) => counts.done),
  column('images_failed', 'integer', 'Images that failed', ({ counts }) => counts.failed),
  column('images_skipped', 'integer', 'Files that were passed over', ({ counts }) => counts.skipped),
  column('images_cancelled', 'integer', 'Images that were cancelled', ({ counts }) => counts.cancelled),
  column('files', 'integer', 'Files that were made', ({ files }) => files),
  column('original_bytes', 'integer', 'Originals of the finished images', ({ bytes }) => bytes.originals),
  column('served_bytes', 'integer', 'What a visitor loads instead', ({ bytes }) => bytes.served),
  column('written_bytes', 'integer', 'All files that were made', ({ bytes }) => bytes.written),
  column(
    'saved_percent',
    'number',
    'How much less a visitor loads; negative: more',
    (run) => run.savedPercent,
  ),
  column('images_per_second', 'number', 'Speed', ({ imagesPerSecond }) => imagesPerSecond),
  column('megapixels_per_second', 'number', 'Speed', ({ megapixelsPerSecond }) => megapixelsPerSecond),
]

/** Head and rows of a report's table. */
export function tableOf(report: Report): { head: string[]; rows: Cell[][] } {
  switch (report.kind) {
    case 'run':
      return table(variantColumns, variantsOf(report))
    case 'comparison':
      return table(comparisonColumns, comparisonRows(report))
    case 'period':
      return table(runColumns, report.runs)
  }
}

function table<Row>(
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): { head: string[]; rows: Cell[][] } {
  return { head: columns.map(({ name }) => name), rows: rows.map((row) => columns.map(({ of }) => of(row))) }
}

function variantsOf({ result }: RunReport): Variant[] {
  const left = (state: 'failed' | 'skipped'): Variant[] =>
    result[state].map(({ input, code }) => ({ image: input, state, code }))
  return [
    ...result.success.flatMap((original) =>
      original.outputs.map((output): Variant => ({ image: original.input, state: 'done', original, output })),
    ),
    ...left('failed'),
    ...left('skipped'),
  ]
}
