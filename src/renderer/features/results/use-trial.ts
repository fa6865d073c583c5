import { useEffect, useRef, useState } from 'react'
import { trialUrl } from '../../../shared/contract/shell.ts'
import { type ErrorData, toErrorData } from '../../../shared/errors.ts'
import type { OutputResult } from '../../../shared/model/output.ts'
import type { Trial } from '../../../shared/model/trial.ts'
import { call } from '../../bridge.ts'

/** What a person may ask for: a score to reach, or the encoder's own number. */
export type TrialGoal =
  | { readonly mode: 'target'; readonly score: number }
  | { readonly mode: 'fixed'; readonly quality: number }

export type TrialState = {
  /** What is asked for; `undefined` while the file itself is shown. */
  readonly goal: TrialGoal | undefined
  /** The last that was made; may still be of an earlier goal while `busy`. */
  readonly trial: Trial | undefined
  readonly busy: boolean
  readonly error: ErrorData | undefined
  readonly ask: (goal: TrialGoal | undefined) => void
}

/** A slider passes many values; only where it rests is something made, in milliseconds. */
const restMs = 120

/** Makes a file again by another goal whenever one is asked for. Another file begins anew. */
export function useTrial(batchId: string, itemId: string, variant: OutputResult | undefined): TrialState {
  const [goal, setGoal] = useState<TrialGoal>()
  const [made, setMade] = useState<{ readonly trial?: Trial; readonly error?: ErrorData }>({})
  const [busy, setBusy] = useState(false)
  const current = useRef(0)
  const output = variant?.index
  // biome-ignore lint/correctness/useExhaustiveDependencies: another file, nothing tried yet
  useEffect(() => {
    setGoal(undefined)
    setMade({})
  }, [batchId, itemId, output])
  useEffect(() => {
    current.current += 1
    const asked = current.current
    setBusy(goal !== undefined)
    if (goal === undefined || output === undefined) return
    const timer = setTimeout(async () => {
      const next = await make({ batchId, itemId, output, goal })
      if (asked !== current.current || next === undefined) return
      setMade(next)
      setBusy(false)
    }, restMs)
    return () => {
      clearTimeout(timer)
      // Whatever it was, nobody waits for it now.
      current.current += 1
      void call('cancelTrials', {}).catch(() => undefined)
    }
  }, [batchId, itemId, output, goal])
  return {
    goal,
    trial: goal === undefined ? undefined : made.trial,
    error: goal === undefined ? undefined : made.error,
    busy,
    ask: (next) => {
      if (next === undefined) setMade({})
      setGoal(next)
    },
  }
}

/** The trial with its picture decoded, so that the stage never goes blank; `undefined` when a newer one ended it. */
async function make(request: {
  batchId: string
  itemId: string
  output: number
  goal: TrialGoal
}): Promise<{ trial: Trial } | { error: ErrorData } | undefined> {
  try {
    const trial = await call('tryOutput', request)
    const picture = new Image()
    picture.src = trialUrl(trial.id)
    await picture.decode().catch(() => undefined)
    return { trial }
  } catch (error) {
    const data = toErrorData(error)
    return data.code === 'CANCELLED' ? undefined : { error: data }
  }
}
