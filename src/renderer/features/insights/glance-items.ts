import type { Anomaly } from '../../../shared/model/anomaly.ts'
import type { Run } from '../../../shared/model/history.ts'
import type { Recommendation } from '../../../shared/model/recommendation.ts'
import type { Trend } from '../../../shared/model/trend.ts'
import { formatBytes, formatCount, formatNoun, formatSaving } from '../../format.ts'
import { t } from '../../i18n.ts'
import { savingOf } from '../../savings.ts'
import type { GlanceItem } from './glance.tsx'

type Found = {
  readonly advice: readonly Recommendation[] | undefined
  readonly trends: readonly Trend[] | undefined
  readonly anomalies: readonly Anomaly[] | undefined
  readonly runs: readonly Run[] | undefined
}

/** The four numbers on top, each with where it leads. "–" until it is known. */
export function glanceOf({ advice, trends, anomalies, runs }: Found): GlanceItem[] {
  const open = advice?.filter(({ state }) => state === 'open')
  const worse = trends?.filter(({ meaning }) => meaning === 'worse')
  const better = trends?.filter(({ meaning }) => meaning === 'better') ?? []
  const unusual = anomalies?.filter(({ expected }) => !expected)
  const ongoing = unusual?.filter((anomaly) => anomaly.ongoing) ?? []
  const before = (runs ?? []).reduce((sum, { bytes }) => sum + bytes.inputDone, 0)
  const after = (runs ?? []).reduce((sum, { bytes }) => sum + bytes.served, 0)
  const saving = savingOf(before, after)
  const number = (list: readonly unknown[] | undefined): string =>
    list === undefined ? '–' : formatCount(list.length)
  return [
    {
      target: 'insights-impact',
      label: t('insights.glance.saved'),
      value: saving === undefined ? '–' : formatSaving(saving),
      more: t('insights.glance.savedMore', {
        bytes: formatBytes(Math.max(0, before - after)),
        runs: formatNoun(runs?.length ?? 0, 'run'),
      }),
      tone: saving !== undefined && saving < 0 ? 'bad' : 'good',
    },
    {
      target: 'insights-advice',
      label: t('insights.glance.advice'),
      value: number(open),
      more: t(open?.length ? 'insights.glance.adviceMore' : 'insights.glance.adviceNone'),
      tone: 'plain',
    },
    {
      target: 'insights-trends',
      label: t('insights.glance.worse'),
      value: number(worse),
      more: t('insights.glance.better', { n: formatCount(better.length) }),
      tone: worse?.length ? 'bad' : 'plain',
    },
    {
      target: 'insights-anomalies',
      label: t('insights.glance.anomalies'),
      value: number(unusual),
      more: t(ongoing.length > 0 ? 'insights.glance.ongoing' : 'insights.glance.quiet'),
      tone: ongoing.length > 0 ? 'bad' : 'plain',
    },
  ]
}
