import { mean, medianSorted } from 'simple-statistics'
import type { Run } from '../../shared/model/history.ts'
import type { Item } from '../../shared/model/item.ts'
import type { Report, ReportRun, RunReport } from '../../shared/model/report.ts'
import { toResultDocument } from '../../shared/result-document.ts'
import { daysOf, savedShare, totalsOf } from './days.ts'
import { withoutFolders, withoutPaths } from './private-names.ts'
import type { ComparisonData, PeriodData, ReportData, ReportHead, RunData } from './report-data.ts'
import { daysText } from './words.ts'

/** What a report says, as data: the JSON report, and what the table is made of. */
export function toReport(data: ReportData, head: ReportHead): Report {
  const common = {
    format: 'whittle-report',
    version: 1,
    generator: `whittle ${head.version}`,
    generatedAt: iso(head.at),
    title: titleOf(data, head),
    notes: head.notes,
  } as const
  switch (data.kind) {
    case 'run':
      return { ...common, kind: 'run', ...runParts(data, head) }
    case 'comparison':
      return { ...common, kind: 'comparison', ...comparisonParts(data, head) }
    case 'period':
      return { ...common, kind: 'period', ...periodParts(data, head) }
  }
}

/** The title that was given, or one made of the subject. */
export function titleOf(data: ReportData, head: Pick<ReportHead, 'title'>): string {
  if (head.title !== '') return head.title
  switch (data.kind) {
    case 'run':
      return data.run.label
    case 'comparison':
      return data.before.label === data.after.label
        ? `${data.after.label}, before and after`
        : `${data.before.label} and ${data.after.label}`
    case 'period':
      return daysText(data.from, data.to)
  }
}

function runParts(
  { run, items }: RunData,
  { paths }: ReportHead,
): Pick<RunReport, 'run' | 'scores' | 'result'> {
  const plain = items.map((record) => record.item)
  const shown = paths ? plain : withoutFolders(plain, run.outDir)
  const batch = { id: run.id, recipe: run.recipe.id, durationMs: run.durationMs }
  return { run: toRun(run, paths), scores: scoresOf(plain), result: toResultDocument(batch, shown) }
}

function comparisonParts({ before, after, impact }: ComparisonData, { paths }: ReportHead) {
  const folders = foldersOf([before, after])
  return {
    before: toRun(before, paths),
    after: toRun(after, paths),
    impact: paths ? impact : withoutPathsIn(impact, folders),
  }
}

function periodParts({ from, to, runs, performance, ...insights }: PeriodData, { paths }: ReportHead) {
  const { from: _from, to: _to, ...rest } = performance
  const { trends, anomalies, recommendations } = paths ? insights : withoutPathsIn(insights, foldersOf(runs))
  const days = daysOf(from, to, runs)
  return {
    from: iso(from),
    to: iso(to),
    totals: totalsOf(days),
    days,
    runs: runs.map((run) => toRun(run, paths)),
    performance: rest,
    insights: {
      trends: trends.map(({ points: _points, ...trend }) => trend),
      anomalies: [...anomalies],
      recommendations: recommendations.map(({ action: _action, ...recommendation }) => recommendation),
    },
  }
}

function toRun(run: Run, paths: boolean): ReportRun {
  const { running: _running, ...counts } = run.counts
  const { inputDone, served, output } = run.bytes
  return {
    id: run.id,
    label: run.label,
    recipe: { id: run.recipe.id, name: run.recipe.name },
    state: run.state,
    startedAt: iso(run.startedAt),
    finishedAt: iso(run.finishedAt),
    durationMs: run.durationMs,
    counts,
    files: run.outputs,
    bytes: { originals: inputDone, served, written: output },
    savedPercent: savedShare(inputDone, served),
    ...run.throughput,
    ...(paths ? { outDir: run.outDir } : {}),
  }
}

function scoresOf(items: readonly Item[]): RunReport['scores'] {
  const scores = items
    .flatMap(({ outputs }) => outputs.flatMap(({ score }) => (score === null ? [] : [score])))
    .sort((a, b) => a - b)
  const [min] = scores
  const max = scores.at(-1)
  if (min === undefined || max === undefined) return null
  return { judged: scores.length, min, median: medianSorted(scores), mean: mean(scores), max }
}

function foldersOf(runs: readonly Run[]): string[] {
  return [...new Set(runs.map((run) => run.outDir))]
}

/** The same value with {@link withoutPaths} applied to every text in it. */
function withoutPathsIn<T>(value: T, folders: readonly string[]): T {
  const clean = (part: unknown): unknown => {
    if (typeof part === 'string') return withoutPaths(part, folders)
    if (Array.isArray(part)) return part.map(clean)
    if (part === null || typeof part !== 'object') return part
    return Object.fromEntries(Object.entries(part).map(([key, entry]) => [key, clean(entry)]))
  }
  // Its shape is the same: texts become texts.
  return clean(value) as T
}

function iso(at: number): string {
  return new Date(at).toISOString()
}
