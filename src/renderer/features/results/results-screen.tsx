import { IconPhotoSearch } from '@tabler/icons-react'
import { useEffect, useMemo } from 'react'
import { EmptyState } from '../../components/empty-state.tsx'
import { ItemList } from '../../components/item-list/item-list.tsx'
import { sourceOf } from '../../components/item-list/item-source.ts'
import { ScreenFrame } from '../../components/screen-frame.tsx'
import { t } from '../../i18n.ts'
import { useEngine } from '../../state/engine.ts'
import { orderedResults } from '../../state/result-order.ts'
import { useResults } from '../../state/results.ts'
import { problemWords } from '../../words.ts'
import { CompareView } from './compare-view.tsx'
import { ResultGrid } from './result-grid.tsx'
import { ResultToolbar } from './result-toolbar.tsx'
import { SourceChoice } from './source-choice.tsx'
import { useSources } from './use-sources.ts'

/** What came out, beside what went in. */
export function ResultsScreen(): React.JSX.Element {
  const sources = useSources()
  const ready = useEngine((state) => state.engine.state === 'ready')
  const { shownId, items, error, view, sort, descending, search, compared, show, compare } = useResults()
  const source = sources.find(({ id }) => id === shownId) ?? sources[0]
  const sourceId = source?.id
  // Until it has ended, news of its images keep it up to date; then it is asked for once more.
  const ended = source?.ended
  // biome-ignore lint/correctness/useExhaustiveDependencies: an ended batch is read again
  useEffect(() => {
    if (ready && sourceId !== undefined) void show(sourceId)
  }, [ready, sourceId, ended, show])

  const results = useMemo(
    () => orderedResults(items ?? [], { sort, descending, search }),
    [items, sort, descending, search],
  )
  const list = useMemo(
    () =>
      sourceOf(
        source?.id ?? '',
        results.map(({ item }) => item),
      ),
    [source?.id, results],
  )

  if (source === undefined) {
    return (
      <ScreenFrame title={t('results.title')}>
        <EmptyState icon={IconPhotoSearch} title={t('results.emptyTitle')}>
          <p>{t('results.empty')}</p>
        </EmptyState>
      </ScreenFrame>
    )
  }
  const position = results.findIndex(({ item }) => item.id === compared?.itemId)
  if (compared !== undefined && position >= 0) {
    return <CompareView batchId={source.id} results={results} position={position} output={compared.output} />
  }
  return (
    <ScreenFrame title={t('results.title')} actions={<SourceChoice sources={sources} shown={source} />}>
      <ResultToolbar batchId={source.id} results={results} />
      {error !== undefined ? (
        <EmptyState icon={IconPhotoSearch} tone="bad" title={problemWords(error).message} role="alert">
          <p>{problemWords(error).hint}</p>
        </EmptyState>
      ) : items !== undefined && results.length === 0 ? (
        <EmptyState icon={IconPhotoSearch} title={t('results.noneTitle')}>
          <p>{t(search === '' ? 'results.nothingMade' : 'results.none')}</p>
        </EmptyState>
      ) : view === 'grid' ? (
        <ResultGrid batchId={source.id} label={source.label} results={results} />
      ) : (
        <ItemList
          label={t('results.gridLabel', { name: source.label })}
          source={list}
          empty={t('results.loading')}
          onCompare={(itemId, output) => compare({ itemId, output })}
        />
      )}
    </ScreenFrame>
  )
}
