import { Button } from '@mantine/core'
import {
  IconFileExport,
  IconLayoutGrid,
  IconListDetails,
  IconSortAscending,
  IconSortDescending,
} from '@tabler/icons-react'
import { Choice } from '../../components/controls/choice.tsx'
import { IconButton } from '../../components/controls/icon-button.tsx'
import { SearchField } from '../../components/controls/search-field.tsx'
import { Segments } from '../../components/controls/segments.tsx'
import { formatCount } from '../../format.ts'
import { t } from '../../i18n.ts'
import { exportImages } from '../../state/files.ts'
import { type Result, resultSorts } from '../../state/result-order.ts'
import { useResults } from '../../state/results.ts'
import classes from './result-toolbar.module.css'

type ResultToolbarProps = { readonly batchId: string; readonly results: readonly Result[] }

/** How the results are shown, and what to do with those that are selected. */
export function ResultToolbar({ batchId, results }: ResultToolbarProps): React.JSX.Element {
  const { view, sort, descending, search, selected, select } = useResults()
  const chosen = results.filter(({ item }) => selected.has(item.id))
  const files = chosen.flatMap(({ item }) =>
    item.outputs.map((output) => ({ batchId, itemId: item.id, output: output.index })),
  )
  return (
    <div className={classes.bar}>
      <Segments
        label={t('results.view')}
        value={view}
        options={[
          { value: 'grid', label: t('results.grid'), icon: <IconLayoutGrid size={15} aria-hidden /> },
          { value: 'table', label: t('results.table'), icon: <IconListDetails size={15} aria-hidden /> },
        ]}
        onChange={(next) => useResults.setState({ view: next })}
      />
      <SearchField
        label={t('results.search')}
        value={search}
        onChange={(next) => useResults.setState({ search: next })}
      />
      <Choice
        label={t('results.sortBy')}
        value={sort}
        options={resultSorts.map((value) => ({ value, label: t(`resultSort.${value}`) }))}
        onChange={(next) => useResults.setState({ sort: next })}
      />
      <IconButton
        icon={descending ? IconSortDescending : IconSortAscending}
        label={t(descending ? 'results.descending' : 'results.ascending')}
        onClick={() => useResults.setState({ descending: !descending })}
      />
      {view === 'grid' && (
        <div className={classes.selection}>
          <span className={`${classes.count} numeric`} role="status">
            {chosen.length > 0 &&
              t('results.selected', { count: chosen.length, n: formatCount(chosen.length) })}
          </span>
          <Button
            size="xs"
            variant="subtle"
            disabled={results.length === 0}
            onClick={() => select(chosen.length === 0 ? results.map(({ item }) => item.id) : [])}
          >
            {t(chosen.length === 0 ? 'results.selectAll' : 'results.selectNone')}
          </Button>
          <Button
            size="xs"
            disabled={files.length === 0}
            leftSection={<IconFileExport size={15} stroke={1.6} aria-hidden />}
            onClick={() => void exportImages(files)}
          >
            {t('results.exportSelected')}
          </Button>
        </div>
      )}
    </div>
  )
}
