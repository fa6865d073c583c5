import type { Run } from '../../../shared/model/history.ts'
import type { Summary } from '../../../shared/model/query.ts'
import { formatDecimal, formatDuration, formatPercent } from '../../format.ts'
import type { scores } from '../../locales/en/insight.ts'
import { savingOf } from '../../savings.ts'
import type { Measured } from '../../state/insight.ts'

/** Each has its words in the tables. */
type ScoreName = keyof typeof scores.name

/** One success metric: what was measured, what is wanted, and whether it is so; `undefined` where nothing is known. */
export type Score = {
  readonly name: ScoreName
  readonly group: 'performance' | 'resources' | 'experience'
  readonly value: string | undefined
  readonly target: string
  readonly met: boolean | undefined
}

type ScoreInput = {
  readonly summary: Summary | undefined
  readonly measured: Measured
  readonly runs: readonly Run[]
}

/** The success metrics with their values of now. */
export function scoresOf({ summary, measured, runs }: ScoreInput): Score[] {
  const counted = runs.filter((run) => run.counts.done > 0)
  const before = counted.reduce((sum, run) => sum + run.bytes.inputDone, 0)
  const after = counted.reduce((sum, run) => sum + run.bytes.served, 0)
  const saving = savingOf(before, after)
  const resource = (metric: string): number | undefined =>
    summary?.resources.find((one) => one.metric === metric)?.avg
  return [
    below('ipc', 'performance', measured.ipc, 100, formatDuration),
    below('image', 'performance', measured.image, 200, formatDuration),
    above('previewHits', 'performance', percentOf(measured.previewHits), 90),
    above('resultHits', 'performance', percentOf(measured.resultHits), 90),
    below(
      'errors',
      'performance',
      summary === undefined ? undefined : ownErrors(summary),
      0.1,
      (value) => `${formatDecimal(value)}\u00a0%`,
    ),
    below('cpu', 'resources', resource('cpu'), 70, formatPercent),
    below('memory', 'resources', resource('memory'), 80, formatPercent),
    above('bandwidth', 'resources', percentOf(saving), 40),
    above('storage', 'resources', percentOf(storageSaving(runs, measured.storedBytes)), 50),
    below('ttfb', 'experience', measured.firstByte, 50, formatDuration),
    below('fcp', 'experience', measured.FCP, 1000, formatDuration),
    below('lcp', 'experience', measured.LCP, 2500, formatDuration),
    below('cls', 'experience', measured.CLS, 0.1, formatDecimal),
  ]
}

function below(
  name: ScoreName,
  group: Score['group'],
  value: number | undefined,
  target: number,
  format: (value: number) => string,
): Score {
  return {
    name,
    group,
    value: value === undefined ? undefined : format(value),
    target: `< ${format(target)}`,
    met: value === undefined ? undefined : value < target,
  }
}

function above(name: ScoreName, group: Score['group'], value: number | undefined, target: number): Score {
  return {
    name,
    group,
    value: value === undefined ? undefined : formatPercent(value),
    target: `> ${formatPercent(target)}`,
    met: value === undefined ? undefined : value > target,
  }
}

/** Percent of operations that failed for another reason than their input or a person's wish. */
function ownErrors({ operations, errors }: Summary): number | undefined {
  const all = operations.reduce((sum, { count }) => sum + count, 0)
  const own = errors.byCode.filter(({ code }) => !code.startsWith('INPUT_') && code !== 'CANCELLED')
  return all === 0 ? undefined : (100 * own.reduce((sum, { count }) => sum + count, 0)) / all
}

function percentOf(share: number | undefined): number | undefined {
  return share === undefined ? undefined : 100 * share
}

/** What cache and history take, against keeping what every run made as plain files, as a share saved. */
function storageSaving(runs: readonly Run[], storedBytes: number | undefined): number | undefined {
  const plain = runs.reduce((sum, { bytes }) => sum + bytes.output, 0)
  return storedBytes === undefined || plain === 0 ? undefined : 1 - storedBytes / plain
}
