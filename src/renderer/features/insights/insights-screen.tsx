import { Button } from '@mantine/core'
import { IconBulb, IconFileExport } from '@tabler/icons-react'
import { useEffect } from 'react'
import { Choice } from '../../components/controls/choice.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ScreenFrame } from '../../components/screen-frame.tsx'
import { formatCount, formatMoment } from '../../format.ts'
import { t } from '../../i18n.ts'
import { useAdvice } from '../../state/advice.ts'
import { useEngine } from '../../state/engine.ts'
import { findingDays, useFindings } from '../../state/findings.ts'
import { useReportDialog } from '../../state/report-dialog.ts'
import { useRuns } from '../../state/runs.ts'
import { problemWords } from '../../words.ts'
import { AdviceSection, AnomalySection, TrendSection } from './finding-sections.tsx'
import { Glance } from './glance.tsx'
import { glanceOf } from './glance-items.ts'
import { ImpactSection } from './impact-section.tsx'
import classes from './insights-screen.module.css'
import { RecipeSection } from './recipe-section.tsx'

/** What the history says: what to do, what moved, what was out of the ordinary, and what it was all worth. */
export function InsightsScreen(): React.JSX.Element {
  const ready = useEngine((state) => state.engine.state === 'ready')
  const { days, trends, anomalies, error, load } = useFindings()
  const { advice, load: loadAdvice } = useAdvice()
  const { runs, load: loadRuns } = useRuns()
  const openReport = useReportDialog((state) => state.open)
  useEffect(() => {
    if (ready) void load(days)
  }, [ready, days, load])
  useEffect(() => {
    if (!ready) return
    void loadAdvice()
    void loadRuns()
  }, [ready, loadAdvice, loadRuns])

  const nothing = runs?.length === 0 && trends?.length === 0 && anomalies?.length === 0
  return (
    <ScreenFrame
      title={t('nav.insights')}
      actions={
        nothing ? undefined : (
          <>
            <Choice
              label={t('insights.range')}
              value={days}
              options={findingDays.map((value) => ({
                value,
                label: t('insights.lastDays', { n: formatCount(Number(value)) }),
              }))}
              onChange={(next) => void load(next)}
            />
            <Button
              size="xs"
              leftSection={<IconFileExport size={15} stroke={1.6} aria-hidden />}
              onClick={() => openReport({ about: days === '30' ? 'month' : 'quarter' })}
            >
              {t('action.exportReport')}
            </Button>
          </>
        )
      }
    >
      {error !== undefined && trends === undefined ? (
        <EmptyState icon={IconBulb} tone="bad" title={problemWords(error).message} role="alert">
          <p>{problemWords(error).hint}</p>
        </EmptyState>
      ) : nothing ? (
        <EmptyState icon={IconBulb} title={t('insights.emptyTitle')}>
          <p>{t('insights.empty')}</p>
        </EmptyState>
      ) : (
        <div className={classes.page}>
          <Glance items={glanceOf({ advice, trends, anomalies, runs })} />
          <div className={classes.columns}>
            <div className={classes.column}>
              <AdviceSection advice={advice} />
              <TrendSection trends={trends} />
              <AnomalySection anomalies={anomalies} />
            </div>
            <div className={classes.column}>
              <ImpactSection
                runs={(runs ?? []).map(({ id, label, finishedAt }) => ({
                  value: id,
                  label: `${label} · ${formatMoment(finishedAt)}`,
                }))}
              />
              <RecipeSection />
            </div>
          </div>
        </div>
      )}
    </ScreenFrame>
  )
}
