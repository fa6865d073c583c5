import { useState } from 'react'
import type { Batch } from '../../../shared/model/batch.ts'
import { LeftOut } from '../../components/batch-card/left-out.tsx'
import { ProblemGroups } from '../../components/problem-groups.tsx'
import { retryItems } from '../../state/actions.ts'
import { useLeftOut } from './use-left-out.ts'

/** The two halves of "why not all of them": a button for the foot of the card and what it opens. */
export function useProblemDetails(batch: Batch): {
  readonly button: React.JSX.Element
  readonly details: React.JSX.Element | undefined
} {
  const [open, setOpen] = useState(false)
  const items = useLeftOut(batch, open)
  const { failed, skipped } = batch.counts
  return {
    button: (
      <LeftOut
        failed={failed}
        skipped={skipped}
        planned={batch.startedAt === undefined}
        open={open}
        onToggle={() => setOpen(!open)}
      />
    ),
    details:
      open && items.length > 0 ? (
        <ProblemGroups
          items={items}
          {...(batch.startedAt === undefined
            ? {}
            : { onRetry: (itemIds, acceptDamage) => void retryItems(batch.id, { itemIds, acceptDamage }) })}
        />
      ) : undefined,
  }
}
