import { Button } from '@mantine/core'
import { useState } from 'react'
import type { Anomaly } from '../../../shared/model/anomaly.ts'
import type { Trend } from '../../../shared/model/trend.ts'
import { formatCount } from '../../format.ts'
import { t } from '../../i18n.ts'
import { AnomalyList } from './anomaly-list.tsx'
import { Nothing, Section } from './section.tsx'
import { TrendList } from './trend-list.tsx'

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
