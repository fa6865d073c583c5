import { useEffect, useMemo } from 'react'
import { useBatches } from '../../state/batches.ts'
import { useEngine } from '../../state/engine.ts'
import { useRuns } from '../../state/runs.ts'

/** A batch of now or a run of the past that has files to look at. */
export type Source = {
  readonly id: string
  readonly label: string
  /** Epoch milliseconds. */
  readonly at: number
  /** Whether nothing more is made. */
  readonly ended: boolean
}

/** Everything whose results can be shown, the latest first; a batch hides the run that it became. */
export function useSources(): readonly Source[] {
  const batches = useBatches((state) => state.batches)
  const { runs, load } = useRuns()
  const ready = useEngine((state) => state.engine.state === 'ready')
  useEffect(() => {
    if (ready && runs === undefined) void load()
  }, [ready, runs, load])
  return useMemo(() => {
    const live = batches
      .filter((batch) => batch.outputs.done > 0)
      .map((batch) => ({
        id: batch.id,
        label: batch.label,
        at: batch.startedAt ?? batch.createdAt,
        ended: batch.finishedAt !== undefined,
      }))
    const ids = new Set(live.map(({ id }) => id))
    const past = (runs ?? [])
      .filter((run) => run.outputs > 0 && !ids.has(run.id))
      .map((run) => ({ id: run.id, label: run.label, at: run.startedAt, ended: true }))
    return [...live, ...past].toSorted((a, b) => b.at - a.at)
  }, [batches, runs])
}
