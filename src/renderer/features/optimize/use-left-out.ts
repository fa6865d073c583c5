import { useEffect, useState } from 'react'
import type { Batch } from '../../../shared/model/batch.ts'
import type { Item } from '../../../shared/model/item.ts'
import { call } from '../../bridge.ts'
import { notifyError } from '../../components/notify.ts'

/** The most that one request may bring; reasons repeat long before that. */
const limit = 1000

/** The images of a batch that failed or were skipped, fetched once somebody asks for the reasons. */
export function useLeftOut(batch: Batch, wanted: boolean): readonly Item[] {
  const [items, setItems] = useState<readonly Item[]>([])
  const { failed, skipped } = batch.counts
  // biome-ignore lint/correctness/useExhaustiveDependencies: another number of them means other items
  useEffect(() => {
    if (!wanted) return
    let current = true
    call('listItems', { batchId: batch.id, limit, states: ['failed', 'skipped'] })
      .then((page) => current && setItems(page.items))
      .catch((error: unknown) => notifyError(error))
    return () => {
      current = false
    }
  }, [wanted, batch.id, failed, skipped])
  return items
}
