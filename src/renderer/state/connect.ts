import type { Lifecycle } from '../../shared/lifecycle.ts'
import type { Batch } from '../../shared/model/batch.ts'
import type { Admission } from '../../shared/model/monitor.ts'
import type { Settings } from '../../shared/settings.ts'
import { call, onEvent } from '../bridge.ts'
import { notifyError, notifyProblem } from '../components/notify.ts'
import { useAlerts } from './alerts.ts'
import { applyLanguage } from './appearance.ts'
import { useBackups } from './backups.ts'
import { useBatches } from './batches.ts'
import { useEngine } from './engine.ts'
import { addPaths, addWaiting, forgetGiven } from './intake.ts'
import { useItems } from './items.ts'
import { useLanes } from './lanes.ts'
import { useRecipes } from './recipes.ts'
import { isUnstarted, lostBatches, restoreBatch } from './restore.ts'
import { useResults } from './results.ts'
import { useRuns } from './runs.ts'
import { useSamples } from './samples.ts'
import { goTo } from './screen.ts'
import { useWatches } from './watches.ts'

/** Feeds the stores with news, and with a snapshot now and each time the engine comes back. Returns what ends it. */
export function connect(): () => void {
  const subscriptions = [
    onEvent('engineChanged', (engine) => {
      engineChanged(engine)
      void loadShell()
    }),
    onEvent('poolChanged', (pool) => useEngine.setState({ pool })),
    onEvent('admissionChanged', admissionChanged),
    onEvent('settingsChanged', settingsChanged),
    onEvent('worked', (spans) => useLanes.getState().add(spans, Date.now())),
    onEvent('sampled', (sample) => useSamples.getState().add(sample)),
    onEvent('batchChanged', batchChanged),
    onEvent('batchDiscarded', ({ batchId }) => {
      useBatches.getState().remove(batchId)
      forgetGiven(batchId)
    }),
    onEvent('itemsChanged', ({ batchId, items }) => {
      useItems.getState().patch(batchId, items)
      useResults.getState().patch(batchId, items)
    }),
    onEvent('pathsOpened', ({ paths }) => void addPaths(paths)),
    onEvent('recipesChanged', (recipes) => useRecipes.setState({ recipes })),
    onEvent('decided', (decision) => useAlerts.getState().decided(decision)),
    onEvent('alertsChanged', (active) => useAlerts.getState().changed(active)),
    onEvent('watchesChanged', (watches) => useWatches.setState({ watches })),
    onEvent('menuChosen', ({ target }) => goTo(target)),
    onEvent('problem', notifyProblem),
  ]
  void loadFirst()
  return () => {
    for (const unsubscribe of subscriptions) unsubscribe()
  }
}

async function loadFirst(): Promise<void> {
  const engine = await loadShell()
  if (engine !== undefined) engineChanged(engine)
}

/** What the main process knows may be known only later, e.g. where the log is. */
async function loadShell(): Promise<Lifecycle | undefined> {
  try {
    const { engine, ...shell } = await call('getShell', {})
    useEngine.setState(shell)
    return engine
  } catch (error) {
    notifyError(error)
    return undefined
  }
}

function engineChanged(engine: Lifecycle): void {
  useEngine.setState({ engine })
  if (engine.state === 'ready') void loadSnapshot()
}

async function loadSnapshot(): Promise<void> {
  const before = new Set(useBatches.getState().batches.map((batch) => batch.id))
  try {
    const { pool, admission, settings, batches, samples, decisions } = await call('getSnapshot', {})
    useLanes.getState().clear()
    useEngine.setState({ pool, loaded: true })
    settingsChanged(settings)
    // A batch made while the answer was on its way is not lost, and one discarded meanwhile is not missed.
    const { batches: known, shownId, replace } = useBatches.getState()
    const lost = lostBatches(
      known.filter((batch) => before.has(batch.id)),
      batches,
    )
    replace(batches)
    useSamples.getState().replace(samples)
    useAlerts.setState({ decisions })
    admissionChanged(admission)
    useItems.getState().refresh()
    void useRuns.getState().load()
    void useBackups.getState().load()
    void useRecipes.getState().load()
    void loadAlerts()
    for (const batch of lost) await restoreBatch(batch, batch.id === shownId)
    await addWaiting()
  } catch (error) {
    // An engine that went away meanwhile announces itself again.
    if (useEngine.getState().engine.state === 'ready') notifyError(error)
  }
}

async function loadAlerts(): Promise<void> {
  try {
    const { active, past } = await call('listAlerts', { limit: 200 })
    useAlerts.setState({ active, past })
  } catch (error) {
    notifyError(error)
  }
}

function settingsChanged(settings: Settings): void {
  useEngine.setState({ settings })
  applyLanguage(settings.appearance.language)
}

function admissionChanged(admission: Admission): void {
  useEngine.setState({ admission })
  useSamples.getState().admit(admission)
}

function batchChanged(batch: Batch): void {
  const before = useBatches.getState().batches.find((known) => known.id === batch.id)
  useBatches.getState().change(batch)
  useItems.getState().follow(batch)
  if (!isUnstarted(batch)) forgetGiven(batch.id)
  const finished = batch.finishedAt !== undefined && before?.finishedAt === undefined
  if (finished) void useRuns.getState().load()
  if (finished && batch.inPlace !== undefined) void useBackups.getState().load()
}
