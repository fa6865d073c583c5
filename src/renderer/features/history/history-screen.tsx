import { IconHistory } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { Choice } from '../../components/controls/choice.tsx'
import { Segments } from '../../components/controls/segments.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { ScreenFrame } from '../../components/screen-frame.tsx'
import { formatNoun } from '../../format.ts'
import { t } from '../../i18n.ts'
import { useEngine } from '../../state/engine.ts'
import { insightRanges, useInsight } from '../../state/insight.ts'
import { useRuns } from '../../state/runs.ts'
import { problemWords } from '../../words.ts'
import classes from './history-screen.module.css'
import insight from './insight.module.css'
import { Performance } from './performance.tsx'
import { RunDetailView } from './run-detail.tsx'
import { RunList } from './run-list.tsx'
import { Scoreboard } from './scoreboard.tsx'

/** Every batch that was run, and what it saved. */
export function HistoryScreen(): React.JSX.Element {
  const { runs, error, chosenId, choose, load, open } = useRuns()
  const ready = useEngine((state) => state.engine.state === 'ready')
  const { range, load: loadInsight } = useInsight()
  const [view, setView] = useState<'runs' | 'performance' | 'scores'>('runs')
  const chosen = runs?.find((run) => run.id === chosenId) ?? runs?.[0]
  useEffect(() => {
    if (ready) void load()
  }, [ready, load])
  useEffect(() => {
    if (ready && view !== 'runs') void loadInsight(range)
  }, [ready, view, range, loadInsight])
  useEffect(() => {
    if (ready && chosen !== undefined) void open(chosen.id)
  }, [ready, chosen, open])

  if (runs?.length === 0 && view === 'runs') {
    return (
      <ScreenFrame title={t('history.title')}>
        <EmptyState icon={IconHistory} title={t('history.emptyTitle')}>
          <p>{t('history.empty')}</p>
        </EmptyState>
      </ScreenFrame>
    )
  }
  return (
    <ScreenFrame
      title={t('history.title')}
      actions={
        <div className={insight.controls}>
          {view === 'runs' ? (
            <span className={classes.count}>{runs === undefined ? '' : formatNoun(runs.length, 'run')}</span>
          ) : (
            <Choice
              label={t('insight.range')}
              value={range}
              options={insightRanges.map((value) => ({ value, label: t(`insight.ranges.${value}`) }))}
              onChange={(next) => void loadInsight(next)}
            />
          )}
          <Segments
            label={t('insight.view')}
            value={view}
            options={(['runs', 'performance', 'scores'] as const).map((value) => ({
              value,
              label: t(`insight.${value}`),
            }))}
            onChange={setView}
          />
        </div>
      }
    >
      {view === 'performance' ? (
        <Performance />
      ) : view === 'scores' ? (
        <Scoreboard />
      ) : error !== undefined && runs === undefined ? (
        <EmptyState icon={IconHistory} tone="bad" title={problemWords(error).message} role="alert">
          <p>{problemWords(error).hint}</p>
        </EmptyState>
      ) : (
        <div className={classes.columns}>
          <RunList runs={runs ?? []} chosenId={chosen?.id} onChoose={choose} />
          {chosen !== undefined && <RunDetailView key={chosen.id} run={chosen} />}
        </div>
      )}
    </ScreenFrame>
  )
}
