import { useEffect, useMemo, useRef, useState } from 'react'
import type { Batch, BatchState } from '../../../shared/model/batch.ts'
import { FilterBar } from '../../components/filter-bar.tsx'
import { ItemList } from '../../components/item-list/item-list.tsx'
import type { ItemSource } from '../../components/item-list/item-source.ts'
import { t } from '../../i18n.ts'
import { type ItemFilter, itemAt } from '../../state/item-pages.ts'
import { useItems } from '../../state/items.ts'
import classes from './batch-view.module.css'
import { EndedCard } from './ended-card.tsx'
import { FinishedCard } from './finished-card.tsx'
import { PlanCard } from './plan-card.tsx'
import { RunningCard } from './running-card.tsx'
import { useLookedAt } from './use-looked-at.ts'

type Card = (props: { readonly batch: Batch }) => React.JSX.Element | null

const cards: Readonly<Record<BatchState, Card>> = {
  planning: PlanCard,
  planned: PlanCard,
  queued: RunningCard,
  running: RunningCard,
  pausing: RunningCard,
  paused: RunningCard,
  cancelling: RunningCard,
  done: FinishedCard,
  cancelled: FinishedCard,
  interrupted: EndedCard,
  failed: EndedCard,
  discarded: () => null,
}

/** One batch: what it is about to do, does or did, and its images. */
export function BatchView({ batch }: { readonly batch: Batch }): React.JSX.Element {
  const [filter, setFilter] = useState<ItemFilter>('all')
  const { total, done, failed, skipped } = batch.counts
  const counts = { all: total, done, failed, skipped }
  const source = useBatchItems(batch, filter)
  const Summary = cards[batch.state]
  return (
    <>
      <Summary batch={batch} />
      <div className={classes.list}>
        <FilterBar value={filter} counts={counts} onChange={setFilter} />
        <ItemList label={t('optimize.images')} source={source} empty={emptyText(batch, filter)} />
      </div>
    </>
  )
}

function useBatchItems(batch: Batch, filter: ItemFilter): ItemSource {
  const { pages, show, want } = useItems()
  useEffect(() => show(batch.id, filter), [show, batch.id, filter])
  const ready = pages.batchId === batch.id && pages.filter === filter
  const at = (position: number) => (ready ? itemAt(pages, position) : undefined)
  const look = useLookedAt(batch, at)
  const looked = useRef(look)
  looked.current = look
  return useMemo(() => {
    return {
      batchId: batch.id,
      total: ready ? pages.total : 0,
      known: ready && pages.known,
      itemAt: (position) => (ready ? itemAt(pages, position) : undefined),
      positionOf: (itemId) => (ready ? pages.positionOf.get(itemId) : undefined),
      want: (first, last) => {
        want(first, last)
        looked.current(first, last)
      },
    }
  }, [pages, ready, want, batch.id])
}

function emptyText(batch: Batch, filter: ItemFilter): string {
  const looking = filter === 'all' && batch.state === 'planning'
  return t(`optimize.empty.${looking ? 'looking' : filter}`)
}
