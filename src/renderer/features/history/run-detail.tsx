import { Button } from '@mantine/core'
import { IconFileExport, IconFolderOpen, IconRefresh } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import type { Run } from '../../../shared/model/history.ts'
import type { Item } from '../../../shared/model/item.ts'
import { BatchCard } from '../../components/batch-card/batch-card.tsx'
import { LeftOut } from '../../components/batch-card/left-out.tsx'
import { ResultSummary } from '../../components/batch-card/result-summary.tsx'
import { Choice } from '../../components/controls/choice.tsx'
import { FilterBar } from '../../components/filter-bar.tsx'
import { ItemList } from '../../components/item-list/item-list.tsx'
import { type ItemSource, sourceOf } from '../../components/item-list/item-source.ts'
import { ProblemGroups } from '../../components/problem-groups.tsx'
import { singleClick } from '../../components/single-click.ts'
import { UndoButton } from '../../components/undo-button.tsx'
import { formatDuration, formatMoment } from '../../format.ts'
import { t } from '../../i18n.ts'
import { runAgain } from '../../state/intake.ts'
import { belongs, type ItemFilter } from '../../state/item-pages.ts'
import { reveal } from '../../state/places.ts'
import { useReportDialog } from '../../state/report-dialog.ts'
import { useRuns } from '../../state/runs.ts'
import { RunComparison } from './run-comparison.tsx'
import classes from './run-detail.module.css'

const none: readonly Item[] = []

/** One past run with its images. */
export function RunDetailView({ run }: { readonly run: Run }): React.JSX.Element {
  const openReport = useReportDialog((state) => state.open)
  const detail = useRuns((state) => state.detail)
  const [filter, setFilter] = useState<ItemFilter>('all')
  const [open, setOpen] = useState(false)
  const [otherId, setOtherId] = useState('')
  const others = (useRuns((state) => state.runs) ?? []).filter(({ id }) => id !== run.id)
  const other = others.find(({ id }) => id === otherId)
  const loaded = detail?.runId === run.id
  const items = loaded ? detail.items : none
  const source = useMemo((): ItemSource => {
    const shown = items.filter((item) => belongs(item, filter))
    return sourceOf(run.id, shown)
  }, [run.id, items, filter])
  const { total, done, failed, skipped } = run.counts
  const left = items.filter((item) => item.state === 'failed' || item.state === 'skipped')
  return (
    <div className={classes.detail}>
      <BatchCard
        title={run.label}
        {...(run.state === 'done' ? {} : { state: t(`batchState.${run.state}`), tone: 'warn' as const })}
        actions={
          <>
            <UndoButton batchId={run.id} />
            <Button
              size="sm"
              disabled={items.length === 0}
              leftSection={<IconRefresh size={16} stroke={1.6} aria-hidden />}
              onClick={singleClick(() => runAgain(run, items))}
            >
              {t('insight.runAgain')}
            </Button>
            <Button
              size="sm"
              leftSection={<IconFileExport size={16} stroke={1.6} aria-hidden />}
              onClick={() =>
                openReport({
                  about: other === undefined ? 'run' : 'comparison',
                  run: { id: run.id, label: run.label },
                  ...(other === undefined ? {} : { otherId: other.id }),
                })
              }
            >
              {t('action.exportReport')}
            </Button>
            <Button
              size="sm"
              leftSection={<IconFolderOpen size={16} stroke={1.6} aria-hidden />}
              onClick={() => void reveal({ batchId: run.id })}
            >
              {t('action.showInFolder')}
            </Button>
          </>
        }
        foot={
          <>
            <span className="numeric">
              {t('history.foot', {
                moment: formatMoment(run.finishedAt),
                time: formatDuration(run.durationMs),
                recipe: run.recipe.name,
              })}
            </span>
            {others.length > 0 && (
              <Choice
                label={t('insight.compareWith')}
                value={otherId}
                options={[
                  { value: '', label: t('insight.noComparison') },
                  ...others.map(({ id, label, finishedAt }) => ({
                    value: id,
                    label: `${label} · ${formatMoment(finishedAt)}`,
                  })),
                ]}
                onChange={setOtherId}
              />
            )}
            <LeftOut failed={failed} skipped={skipped} open={open} onToggle={() => setOpen(!open)} />
          </>
        }
        details={
          other !== undefined ? (
            <RunComparison run={run} other={other} />
          ) : open && left.length > 0 ? (
            <ProblemGroups items={left} />
          ) : undefined
        }
      >
        <ResultSummary counts={run.counts} bytes={run.bytes} files={run.outputs} outDir={run.outDir} />
      </BatchCard>
      <FilterBar value={filter} counts={{ all: total, done, failed, skipped }} onChange={setFilter} />
      <ItemList
        label={t('history.imagesOf', { name: run.label })}
        source={source}
        empty={t(loaded ? 'history.noSuchImage' : 'history.loading')}
      />
    </div>
  )
}
