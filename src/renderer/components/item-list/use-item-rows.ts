import { useVirtualizer, type VirtualItem } from '@tanstack/react-virtual'
import { type RefObject, useEffect, useMemo, useRef, useState } from 'react'
import { reveal } from '../../state/places.ts'
import type { ItemSource } from './item-source.ts'
import { type Intent, intentOf } from './keys.ts'
import { countRows, indexOfRow, openedRows, type Row, rowAt, variantsOf } from './rows.ts'

/** Heights in CSS pixels; fixed, so that ten thousand rows need no measuring and nothing moves. */
export const rowHeight: Readonly<Record<Row['kind'], number>> = { item: 56, variant: 48, problem: 64 }
export const headHeight = 32

type ItemRows = {
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly count: number
  readonly height: number
  readonly visible: readonly { readonly virtual: VirtualItem; readonly row: Row }[]
  readonly activeIndex: number
  readonly isOpen: (itemId: string) => boolean
  readonly point: (row: Row) => void
  readonly toggle: (itemId: string, open: boolean) => void
  readonly onKeyDown: (event: React.KeyboardEvent) => void
}

/** What of a list is on screen, which images are opened, which line the keyboard is on. */
export function useItemRows(
  source: ItemSource,
  onCompare: ((itemId: string, output: number) => void) | undefined,
): ItemRows {
  const [openIds, setOpenIds] = useState<ReadonlySet<string>>(new Set())
  const [active, setActive] = useState<Row>({ kind: 'item', position: 0 })
  const scroller = useRef<HTMLDivElement>(null)

  const opened = useMemo(() => openedRows(openIds, source.positionOf, source.itemAt), [openIds, source])
  const count = countRows(source.total, opened)
  const activeIndex = Math.max(0, Math.min(indexOfRow(active, opened), count - 1))

  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => rowHeight[rowAt(index, opened).kind],
    scrollMargin: headHeight,
    scrollPaddingStart: headHeight,
    overscan: 6,
    useFlushSync: false,
  })
  // Sizes are kept by index, and an opened image gives the lines below it other indexes.
  const shape = opened.map((entry) => `${entry.position}:${entry.variants}:${entry.problem}`).join(' ')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the sizes depend on the shape
  useEffect(() => virtualizer.measure(), [shape, virtualizer])

  const visible = virtualizer
    .getVirtualItems()
    .filter((virtual) => virtual.index < count)
    .map((virtual) => ({ virtual, row: rowAt(virtual.index, opened) }))
  const first = visible[0]?.row.position ?? 0
  const last = visible.at(-1)?.row.position ?? 0
  useEffect(() => source.want(first, last), [source, first, last])

  const toggle = (itemId: string, open: boolean): void => {
    setOpenIds((before) => {
      const next = new Set(before)
      if (open) next.add(itemId)
      else next.delete(itemId)
      return next
    })
  }

  const perform = (intent: Intent): void => {
    if (intent.type === 'move') {
      setActive(rowAt(intent.to, opened))
      virtualizer.scrollToIndex(intent.to)
      return
    }
    const item = source.itemAt(intent.position)
    if (item === undefined) return
    if (intent.type === 'toggle') toggle(item.id, intent.open)
    else {
      const result = variantsOf(item)[intent.variant]?.result
      if (result === undefined) return
      if (onCompare !== undefined) onCompare(item.id, result.index)
      else {
        void reveal({ batchId: source.batchId, itemId: item.id, output: result.index })
      }
    }
  }

  const onKeyDown = (event: React.KeyboardEvent): void => {
    // Keys on a button inside a row belong to that button.
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return
    const row = rowAt(activeIndex, opened)
    const intent = intentOf(event.key, {
      index: activeIndex,
      count,
      row,
      isOpen: opened.some((entry) => entry.position === row.position),
      page: Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight.item) - 1),
      parent: indexOfRow({ kind: 'item', position: row.position }, opened),
    })
    if (intent === undefined) return
    event.preventDefault()
    perform(intent)
  }

  return {
    scroller,
    count,
    height: virtualizer.getTotalSize(),
    visible,
    activeIndex,
    isOpen: (itemId) => openIds.has(itemId),
    point: setActive,
    toggle,
    onKeyDown,
  }
}
