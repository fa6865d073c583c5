import { useEffect, useState } from 'react'
import type { Batch } from '../../../shared/model/batch.ts'
import type { SampleRun } from '../../../shared/model/trial.ts'
import { call } from '../../bridge.ts'
import { imagesToDo } from '../../state/batch-progress.ts'

type SampleState = { readonly run: SampleRun | undefined; readonly busy: boolean }

/** Somebody who goes through the recipes passes some; only the one that stays is tried, in milliseconds. */
const restMs = 250

/** What the batch's recipe makes of one of its images, tried whenever the plan is another. */
export function useSampleRun(batch: Batch): SampleState {
  const [made, setMade] = useState<{ readonly key: string; readonly run: SampleRun | undefined }>()
  const ready = batch.state === 'planned' && imagesToDo(batch.counts) > 0
  const key = `${batch.id} ${JSON.stringify(batch.recipe)}`
  useEffect(() => {
    if (!ready) return
    let wanted = true
    const timer = setTimeout(async () => {
      // An image that cannot be made says so in the batch; here it only means that there is no estimate.
      const run = await call('tryRecipe', { batchId: batch.id }).catch(() => undefined)
      if (wanted) setMade({ key, run })
    }, restMs)
    return () => {
      wanted = false
      clearTimeout(timer)
      void call('cancelTrials', {}).catch(() => undefined)
    }
  }, [ready, key, batch.id])
  return { run: made?.run, busy: ready && made?.key !== key }
}
