import { create } from 'zustand'
import type { ParamsOf } from '../../shared/contract/define.ts'
import type { EngineCommands } from '../../shared/contract/engine.ts'
import type { Batch } from '../../shared/model/batch.ts'
import { call, pathsOf } from '../bridge.ts'
import { notifyError, notifyNothingUsable } from '../components/notify.ts'
import { useBatches } from './batches.ts'
import { useEngine } from './engine.ts'
import { useScreen } from './screen.ts'

/** What a batch was made of, and whether it stands for one that was lost with an earlier engine. */
type Given = { readonly paths: readonly string[]; readonly restored: boolean }

type IntakeState = {
  /** Paths that were given before the engine could take them, one entry per drop. */
  readonly waiting: readonly (readonly string[])[]
  /** Per batch that is not started yet what it was made of: the engine keeps no plans beyond its own life. */
  readonly given: ReadonlyMap<string, Given>
}

export const useIntake = create<IntakeState>()(() => ({ waiting: [], given: new Map() }))

/** Turns paths into a batch and shows it. While the engine is not ready they wait. */
export async function addPaths(paths: readonly string[]): Promise<void> {
  if (paths.length === 0) return
  useScreen.getState().go('optimize')
  if (useEngine.getState().engine.state !== 'ready') {
    useIntake.setState(({ waiting }) => ({ waiting: [...waiting, paths] }))
    return
  }
  try {
    const batch = await createBatch({ paths: [...paths] }, false)
    useBatches.getState().show(batch.id)
  } catch (error) {
    notifyError(error)
  }
}

/** Makes a batch, lists it, and remembers what it was made of. */
export async function createBatch(
  params: ParamsOf<EngineCommands, 'createBatch'>,
  restored: boolean,
): Promise<Batch> {
  const batch = await call('createBatch', params)
  const { batches, change } = useBatches.getState()
  // News of its plan may have overtaken the answer.
  if (!batches.some((known) => known.id === batch.id)) change(batch)
  useIntake.setState(({ given }) => ({
    given: new Map([...given, [batch.id, { paths: params.paths, restored }]]),
  }))
  return batch
}

/** Forgets what a batch was made of: it is started, or it is gone. */
export function forgetGiven(batchId: string): void {
  if (!useIntake.getState().given.has(batchId)) return
  useIntake.setState(({ given }) => ({ given: new Map([...given].filter(([id]) => id !== batchId)) }))
}

/** Takes in what waited for the engine. */
export async function addWaiting(): Promise<void> {
  const { waiting } = useIntake.getState()
  useIntake.setState({ waiting: [] })
  for (const paths of waiting) await addPaths(paths)
}

/** Takes in what was dropped on the window. */
export async function addDropped(files: Iterable<File>): Promise<void> {
  const paths = pathsOf(files)
  if (paths.length === 0) notifyNothingUsable()
  await addPaths(paths)
}

/** Opens the system's dialog and takes in what was chosen. */
export async function chooseInputs(kind: 'files' | 'folder'): Promise<void> {
  try {
    const { paths } = await call('chooseInputs', { kind })
    await addPaths(paths)
  } catch (error) {
    notifyError(error)
  }
}
