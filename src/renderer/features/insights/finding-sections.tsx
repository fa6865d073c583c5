import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Anomaly } from '../../../shared/model/anomaly.ts'
import type { Recommendation } from '../../../shared/model/recommendation.ts'
import type { Trend } from '../../../shared/model/trend.ts'
import { formatCount } from '../../format.ts'
import { t } from '../../i18n.ts'
import { useEngine } from '../../state/engine.ts'
import { AdviceList } from './advice-list.tsx'
import { AnomalyList } from './anomaly-list.tsx'
import { Nothing, Section } from './section.tsx'
import { TrendList } from './trend-list.tsx'

/** What could be done; what was put aside is shown on request. */
export function AdviceSection({ advice }: { readonly advice: readonly Recommendation[] | undefined }) {
  const [all, setAll] = useState(false)
  const currency = useEngine((state) => state.settings?.prices.currency ?? 'EUR')
  const kept = advice?.filter(({ state }) => state !== 'dismissed') ?? []
  const dismissed = (advice?.length ?? 0) - kept.length
  return (
    <Section
      id="insights-advice"
      title={t('insights.advice')}
      actions={
        dismissed > 0 && <More all={all} count={dismissed} word="dismissed" onToggle={() => setAll(!all)} />
      }
    >
      {advice !== undefined && kept.length === 0 && !all && <Nothing>{t('insights.noAdvice')}</Nothing>}
      <AdviceList advice={all ? (advice ?? []) : kept} currency={currency} />
    </Section>
  )
}

/** What moved; what does not, or cannot be told yet, is shown on request. */
export function TrendSection({ trends }: { readonly trends: readonly Trend[] | undefined }) {
  const [all, setAll] = useState(false)
  const told = (trends ?? []).filter(
    ({ meaning, changePoints }) => meaning !== 'neutral' || changePoints.length > 0,
  )
  const quiet = (trends ?? []).filter((trend) => !told.includes(trend))
  const tooFew = (trends ?? []).every(({ verdict }) => verdict === 'too-few')
  return (
    <Section
      id="insights-trends"
      title={t('insights.trends')}
      actions={
        quiet.length > 0 && (
          <More all={all} count={quiet.length} word="steady" onToggle={() => setAll(!all)} />
        )
      }
    >
      {trends !== undefined && told.length === 0 && (
        <Nothing>{t(tooFew ? 'insights.tooFew' : 'insights.allSteady')}</Nothing>
      )}
      <TrendList trends={all ? [...told, ...quiet] : told} />
    </Section>
  )
}

/** What was out of the ordinary; what a person expects is shown on request. */
export function AnomalySection({ anomalies }: { readonly anomalies: readonly Anomaly[] | undefined }) {
  const [all, setAll] = useState(false)
  const unusual = (anomalies ?? []).filter(({ expected }) => !expected)
  const expected = (anomalies?.length ?? 0) - unusual.length
  return (
    <Section
      id="insights-anomalies"
      title={t('insights.anomalies')}
      actions={
        expected > 0 && <More all={all} count={expected} word="expectedOnes" onToggle={() => setAll(!all)} />
      }
    >
      {anomalies !== undefined && unusual.length === 0 && !all && (
        <Nothing>{t('insights.noAnomalies')}</Nothing>
      )}
      <AnomalyList anomalies={all ? (anomalies ?? []) : unusual} />
    </Section>
  )
}

type MoreProps = {
  readonly all: boolean
  readonly count: number
  readonly word: 'dismissed' | 'steady' | 'expectedOnes'
  readonly onToggle: () => void
}

function More({ all, count, word, onToggle }: MoreProps): React.JSX.Element {
  return (
    <Button size="xs" variant="subtle" aria-pressed={all} onClick={onToggle}>
      {t(`insights.more.${word}`, { n: formatCount(count) })}
    </Button>
  )
}
