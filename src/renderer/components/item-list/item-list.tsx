import { useId } from 'react'
import { GapRow } from './gap-row.tsx'
import classes from './item-list.module.css'
import { ItemRow } from './item-row.tsx'
import type { ItemSource } from './item-source.ts'
import { ListHead } from './list-head.tsx'
import { ProblemRow } from './problem-row.tsx'
import type { RowPlace } from './row-frame.tsx'
import type { Row } from './rows.ts'
import { headHeight, rowHeight, useItemRows } from './use-item-rows.ts'
import { VariantRow } from './variant-row.tsx'

type ItemListProps = {
  readonly label: string
  readonly source: ItemSource
  /** What to say when there is nothing in it. */
  readonly empty: string
  /** Adds a way to look at an image or one of its files closely. */
  readonly onCompare?: (itemId: string, output: number) => void
}

/** Images and, opened, their variants. Only the rows on screen exist. */
export function ItemList({ label, source, empty, onCompare }: ItemListProps): React.JSX.Element {
  const rows = useItemRows(source, onCompare)
  const listId = useId()

  const line = (row: Row, place: RowPlace): React.JSX.Element => {
    const item = source.itemAt(row.position)
    if (item === undefined) return <GapRow place={place} />
    if (row.kind === 'problem') return <ProblemRow place={place} item={item} />
    const { batchId } = source
    if (row.kind === 'item') {
      const open = rows.isOpen(item.id)
      return (
        <ItemRow
          place={place}
          batchId={batchId}
          item={item}
          open={open}
          onToggle={(next) => rows.toggle(item.id, next)}
          onCompare={onCompare}
        />
      )
    }
    return (
      <VariantRow place={place} batchId={batchId} item={item} index={row.variant} onCompare={onCompare} />
    )
  }

  return (
    <div className={classes.panel} data-comparing={onCompare !== undefined || undefined}>
      <div
        ref={rows.scroller}
        className={classes.scroller}
        role="treegrid"
        aria-label={label}
        aria-rowcount={rows.count + 1}
        aria-colcount={6}
        aria-activedescendant={rows.count > 0 ? `${listId}-${rows.activeIndex}` : undefined}
        tabIndex={0}
        onKeyDown={rows.onKeyDown}
      >
        <ListHead />
        <div role="presentation" className={classes.rows} style={{ height: rows.height }}>
          {rows.visible.map(({ virtual, row }) => (
            <Line key={keyOf(row, source)}>
              {line(row, {
                id: `${listId}-${virtual.index}`,
                top: virtual.start - headHeight,
                height: rowHeight[row.kind],
                rowIndex: virtual.index + 2,
                active: virtual.index === rows.activeIndex,
                onPoint: () => rows.point(row),
              })}
            </Line>
          ))}
        </div>
        {rows.count === 0 && source.known && <p className={classes.empty}>{empty}</p>}
      </div>
    </div>
  )
}

/** Carries the key, so that a row keeps its picture while the lines around it change. */
function Line({ children }: { readonly children: React.ReactNode }): React.ReactNode {
  return children
}

function keyOf(row: Row, source: ItemSource): string {
  const id = source.itemAt(row.position)?.id ?? row.position
  return row.kind === 'variant' ? `${id} ${row.variant}` : `${id} ${row.kind}`
}
