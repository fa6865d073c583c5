import { useEffect, useRef } from 'react'
import type { Batch } from '../../../shared/model/batch.ts'
import type { Item } from '../../../shared/model/item.ts'
import { call } from '../../bridge.ts'

/** Milliseconds between two tellings: whoever scrolls past does not mean it. */
const everyMs = 400
/** More lines than any screen has. */
const most = 200

type Looking = {
  range: readonly [number, number]
  itemAt: (position: number) => Item | undefined
  told: string
  timer: ReturnType<typeof setTimeout> | undefined
}

/** Tells the engine which images of a running batch are on screen, so that those of them that wait come first. */
export function useLookedAt(
  { id: batchId, state }: Batch,
  itemAt: (position: number) => Item | undefined,
): (first: number, last: number) => void {
  const looking = useRef<Looking>({ range: [0, 0], itemAt, told: '', timer: undefined })
  looking.current.itemAt = itemAt
  useEffect(() => () => clearTimeout(looking.current.timer), [])
  const tell = (): void => {
    const now = looking.current
    now.timer = undefined
    const [first, last] = now.range
    const itemIds: string[] = []
    for (let at = first; at <= last && itemIds.length < most; at += 1) {
      const item = now.itemAt(at)
      if (item?.state === 'queued') itemIds.push(item.id)
    }
    const told = `${batchId} ${itemIds.join()}`
    if (itemIds.length === 0 || told === now.told) return
    now.told = told
    // Nothing but their order is lost where the batch has just ended.
    call('preferItems', { batchId, itemIds }).catch(() => undefined)
  }
  return (first, last) => {
    looking.current.range = [first, last]
    if (state === 'running') looking.current.timer ??= setTimeout(tell, everyMs)
  }
}
