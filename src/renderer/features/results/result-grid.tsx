import { useElementSize } from '@mantine/hooks'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState } from 'react'
import { t } from '../../i18n.ts'
import type { Result } from '../../state/result-order.ts'
import { useResults } from '../../state/results.ts'
import { gridStep } from './grid-keys.ts'
import { prefetchPreviews } from './prefetch.ts'
import { ResultCard } from './result-card.tsx'
import classes from './result-grid.module.css'

type ResultGridProps = {
  readonly batchId: string
  readonly label: string
  readonly results: readonly Result[]
}

/** In CSS pixels; fixed, so that nothing needs measuring and nothing moves. */
const cardWidth = 196
const cardHeight = 200
const gap = 12

/** Results as pictures. Only those on screen exist; the keyboard acts on the grid, which names the active card. */
export function ResultGrid({ batchId, label, results }: ResultGridProps): React.JSX.Element {
  const { selected, select, compare } = useResults()
  const scroller = useRef<HTMLDivElement>(null)
  const { ref: sized, width } = useElementSize()
  const [active, setActive] = useState(0)
  const columns = Math.max(1, Math.floor((width + gap) / (cardWidth + gap)))
  const rows = Math.ceil(results.length / columns)
  const virtualizer = useVirtualizer({
    count: rows,
    getScrollElement: () => scroller.current,
    estimateSize: () => cardHeight + gap,
    overscan: 2,
    useFlushSync: false,
  })
  const shown = virtualizer.getVirtualItems()
  const first = (shown[0]?.index ?? 0) * columns
  const last = ((shown.at(-1)?.index ?? 0) + 1) * columns
  useEffect(() => prefetchPreviews(batchId, results, first, last), [batchId, results, first, last])

  const current = Math.min(active, results.length - 1)
  const toggle = (id: string): void => {
    select(selected.has(id) ? [...selected].filter((known) => known !== id) : [...selected, id])
  }
  const open = (result: Result): void => compare({ itemId: result.item.id, output: result.served.index })
  const onKeyDown = (event: React.KeyboardEvent): void => {
    const result = results[current]
    if (event.target !== event.currentTarget || result === undefined) return
    if ((event.ctrlKey || event.metaKey) && event.key === 'a') select(results.map(({ item }) => item.id))
    else if (event.ctrlKey || event.metaKey || event.altKey) return
    else if (event.key === 'Enter') open(result)
    else if (event.key === ' ') toggle(result.item.id)
    else {
      const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / (cardHeight + gap)))
      const next = gridStep(event.key, { index: current, count: results.length, columns, page })
      if (next === undefined) return
      setActive(next)
      virtualizer.scrollToIndex(Math.floor(next / columns))
    }
    event.preventDefault()
  }

  return (
    <div
      ref={scroller}
      className={classes.scroller}
      role="listbox"
      aria-label={t('results.gridLabel', { name: label })}
      aria-multiselectable
      aria-activedescendant={results.length > 0 ? `result-${current}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      <div
        ref={sized}
        role="presentation"
        className={classes.rows}
        style={{ height: virtualizer.getTotalSize() }}
      >
        {width > 0 &&
          shown.flatMap((row) =>
            results.slice(row.index * columns, (row.index + 1) * columns).map((result, column) => {
              const index = row.index * columns + column
              const left = (column * (width + gap)) / columns
              return (
                <ResultCard
                  key={result.item.id}
                  id={`result-${index}`}
                  batchId={batchId}
                  result={result}
                  left={left}
                  top={row.start}
                  width={(width + gap) / columns - gap}
                  height={cardHeight}
                  active={index === current}
                  selected={selected.has(result.item.id)}
                  place={{ position: index + 1, total: results.length }}
                  onOpen={() => {
                    setActive(index)
                    open(result)
                  }}
                  onToggle={() => {
                    setActive(index)
                    toggle(result.item.id)
                  }}
                />
              )
            }),
          )}
      </div>
    </div>
  )
}
