import type { Engine } from '../../engine/create-engine.ts'
import type { Batch, Pause } from '../../shared/model/batch.ts'
import type { Item } from '../../shared/model/item.ts'
import type { ResultDocument } from '../../shared/model/result-document.ts'
import type { Progress } from '../progress.ts'
import { UsageError } from '../usage-error.ts'
import type { OptimizeRequest } from './request.ts'
import { allItems, currentBatch, hasEnded, untilBatch } from './watch-batch.ts'

/** How running a batch came out. */
export type Outcome =
  | { readonly kind: 'done'; readonly batch: Batch; readonly document: ResultDocument }
  /** The batch itself failed or was cancelled. */
  | { readonly kind: 'ended'; readonly batch: Batch; readonly items: readonly Item[] }
  /** Stopped by a signal. The items go on changing until the engine is closed. */
  | { readonly kind: 'interrupted'; readonly batch: Batch; readonly items: ReadonlyMap<string, Item> }
  | { readonly kind: 'not-started' }

export type SessionOptions = {
  /** `true`: go on with the interrupted batch; `false`: forget it; otherwise refuse to make a second set beside it. */
  readonly resume: boolean | undefined
  /** When an interrupted batch is resumed: try again what failed in it. */
  readonly retryFailed?: boolean
  /** A batch that pauses, e.g. on a full disk, is waited for; else it is left to be resumed. */
  readonly waitWhilePaused?: boolean
  readonly signal: AbortSignal
  readonly progress: Progress
  /** Remarks that `--quiet` leaves out. */
  readonly remark: (line: string) => void
}

/** Starts a batch, or goes on with an interrupted one, and waits for its end or for the signal. */
export async function runSession(
  engine: Engine,
  request: OptimizeRequest,
  options: SessionOptions,
): Promise<Outcome> {
  const { signal, progress } = options
  if (signal.aborted) return { kind: 'not-started' }
  const unsubscribe = engine.on('problem', (problem) => progress.note(`whittle: ${problem.message}`))
  try {
    const { batch, go } = await begin(engine, request, options)
    const ended = await Promise.race([
      untilBatch(engine, batch.id, pauseWatch(engine, options), { signal, onChange: progress.update }),
      onlyRejects(startOrExplain(engine, batch.id, go)),
    ])
    progress.finish()
    const left = ended === undefined || ended.state === 'paused'
    return left ? await interrupted(engine, batch.id) : await finished(engine, ended)
  } finally {
    progress.finish()
    unsubscribe()
  }
}

async function begin(engine: Engine, request: OptimizeRequest, options: SessionOptions) {
  const { paths } = request.params
  if (options.resume === true && request.outDir !== undefined) {
    const earlier = await engine.commands.findInterrupted({ paths, outDir: request.outDir })
    if (earlier !== null) return resumed(engine, earlier, request, options)
    options.remark('There is no interrupted batch of these images for this folder; starting a new one.')
  }
  const batch = await engine.commands.createBatch(request.params)
  if (options.resume === true && batch.inPlace !== undefined) {
    // Only now it is known which folder it is about.
    const earlier = await engine.commands.findInterrupted({ paths, outDir: batch.outDir })
    if (earlier !== null) {
      await engine.commands.discardBatch({ batchId: batch.id })
      return resumed(engine, earlier, request, options)
    }
  }
  await settleEarlier(engine, { paths, outDir: batch.outDir }, options.resume, batch)
  if (batch.inPlace !== undefined) {
    options.remark(`Replacing originals; "whittle undo ${batch.id}" puts them back.`)
  } else if (request.outDir === undefined)
    options.remark(`Writing to ${batch.outDir} (choose another with --out).`)
  return { batch, go: () => engine.commands.startBatch({ batchId: batch.id }) }
}

function resumed(engine: Engine, earlier: Batch, request: OptimizeRequest, options: SessionOptions) {
  requireSameRecipe(earlier, request)
  const { done, total, skipped } = earlier.counts
  options.remark(`Resuming ${earlier.label}: ${done} of ${total - skipped} done.`)
  return { batch: earlier, go: () => goOn(engine, earlier, options) }
}

async function goOn(engine: Engine, batch: Batch, options: SessionOptions): Promise<Batch> {
  const batchId = batch.id
  if (options.retryFailed === true && batch.counts.failed > 0) await engine.commands.retryItems({ batchId })
  return engine.commands.resumeBatch({ batchId })
}

/**
 * Tells when there is nothing more to wait for: the batch has ended, or it has paused and nobody is there who could mend
 * the cause.
 */
function pauseWatch(
  engine: Engine,
  { waitWhilePaused, progress }: SessionOptions,
): (batch: Batch) => boolean {
  let told: number | undefined
  return (batch) => {
    if (hasEnded(batch)) return true
    const { pause, id: batchId } = batch
    if (batch.state !== 'paused' || pause === undefined || pause.since === told) return false
    told = pause.since
    // Tried a second time, the image with that name fails alone.
    if (pause.reason === 'name-too-long') {
      void engine.commands.resumeBatch({ batchId }).catch(() => undefined)
      return false
    }
    progress.note(pausedText(pause))
    if (waitWhilePaused === true)
      progress.note('It goes on by itself when that is mended; Ctrl-C to leave it.')
    return waitWhilePaused !== true
  }
}

function pausedText({ error }: Pause): string {
  if (error === undefined) return 'Paused.'
  return ['Paused:', error.message, error.hint, error.detail?.split('\n')[0]].filter(Boolean).join(' ')
}

/** The interrupted batch holds the names of its outputs: a new one would silently make a second set beside it. */
async function settleEarlier(
  engine: Engine,
  place: { paths: string[]; outDir: string },
  resume: boolean | undefined,
  batch: Batch,
): Promise<void> {
  const earlier = await engine.commands.findInterrupted(place)
  if (earlier === null) return
  if (resume === false) {
    await engine.commands.discardBatch({ batchId: earlier.id })
    return
  }
  await engine.commands.discardBatch({ batchId: batch.id })
  throw new UsageError(
    'optimize',
    'a run of these images into this folder was interrupted; add --resume to go on with it, or --no-resume to forget it',
  )
}

function requireSameRecipe(earlier: Batch, { params }: OptimizeRequest): void {
  for (const [field, wanted] of Object.entries(params.overrides ?? {})) {
    if (JSON.stringify(Reflect.get(earlier.recipe, field)) === JSON.stringify(wanted)) continue
    const hint = 'leave it out, or add --no-resume to start anew'
    throw new UsageError(
      'optimize',
      `the interrupted run was started with another value of "${field}"; ${hint}`,
    )
  }
}

/** A start that is refused because the batch has just ended (its plan failed) is told by the batch, not by the refusal. */
async function startOrExplain(engine: Engine, batchId: string, go: () => Promise<Batch>): Promise<void> {
  try {
    await go()
  } catch (error) {
    const { batches } = await engine.commands.getSnapshot({})
    const batch = batches.find((one) => one.id === batchId)
    if (batch === undefined || !hasEnded(batch)) throw error
  }
}

/** A promise for a race that it may only lose or break. */
async function onlyRejects(promise: Promise<unknown>): Promise<never> {
  await promise
  return new Promise<never>(() => {})
}

async function finished(engine: Engine, batch: Batch): Promise<Outcome> {
  if (batch.state === 'done') {
    return { kind: 'done', batch, document: await engine.commands.getResult({ batchId: batch.id }) }
  }
  return { kind: 'ended', batch, items: await allItems(engine, batch.id) }
}

async function interrupted(engine: Engine, batchId: string): Promise<Outcome> {
  const items = new Map<string, Item>()
  // Images that finish while the engine is closing count as finished: keep listening.
  engine.on('itemsChanged', (changed) => {
    if (changed.batchId === batchId) for (const item of changed.items) items.set(item.id, item)
  })
  const batch = await currentBatch(engine, batchId)
  // A batch that was still being planned is nowhere on disk yet.
  if (batch.startedAt === undefined) return { kind: 'not-started' }
  for (const item of await allItems(engine, batchId)) items.set(item.id, item)
  return { kind: 'interrupted', batch, items }
}
