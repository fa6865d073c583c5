import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import type { EngineClient, EngineEventName, EngineEventPayload } from '../shared/contract/engine.ts'
import { toErrorData, WhittleError } from '../shared/errors.ts'
import type { Batch } from '../shared/model/batch.ts'
import type { Mode } from '../shared/settings.ts'
import { createAlerts } from './alerts/index.ts'
import { Impacts, Insights } from './analytics/index.ts'
import { Backups, inPlacePool, statusOfReplaceable } from './backup/index.ts'
import { BatchService } from './batches/batch-service.ts'
import { openCostBook } from './batches/costs/cost-book.ts'
import { openJournal } from './batches/journal.ts'
import { optimizeJob } from './batches/optimize-job.ts'
import { openCache, Warming } from './cache/index.ts'
import { calibrateWhenIdle, openCalibrator } from './calibration/index.ts'
import { createHandlers } from './commands.ts'
import { createDelivery } from './delivery/index.ts'
import { Emitter } from './emitter.ts'
import { openHistory } from './history/index.ts'
import { isoTime, learnMedians, retentionOf } from './history-wiring.ts'
import { type Home, homeFolder, openHome } from './home/home.ts'
import { noteAdmission, noteStart } from './insight-wiring.ts'
import { createPlanning } from './intake/batch-plan.ts'
import { createAdmission, createSampler, Lanes, LearnedCosts } from './monitor/index.ts'
import { ownUsage } from './own-usage.ts'
import { createPool } from './pool/pool.ts'
import type { Priority } from './pool/priority.ts'
import type { HistoryPort, Log, Printer } from './ports.ts'
import { createPreviews } from './previews/previews.ts'
import { openRecipes } from './recipes/index.ts'
import { recordJobs } from './record-jobs.ts'
import { createReports } from './report-wiring.ts'
import { openSettings } from './settings/index.ts'
import { toClient } from './to-client.ts'
import { Trials } from './trials/index.ts'
import { Watches } from './watch/index.ts'
import { watchedBatches } from './watched-batches.ts'

export type EngineOptions = {
  /** Home folder; default `WHITTLE_HOME`, else the platform's application-data folder. */
  readonly home?: string
  /** Where the built pool host is, and which Node runs it. */
  readonly poolHost: { readonly entry: string; readonly execPath: string }
  readonly version: string
  /** Folder of photographs to calibrate the encoders on; default `samples` beside the build. */
  readonly samples?: string
  /** Who runs it; decides the history's writer and the source of log lines. */
  readonly source: 'engine' | 'cli'
  /** What to do with batches that an earlier process left unfinished: go on, or list them as `interrupted`. */
  readonly unfinished: 'resume' | 'offer'
  /** Most images at once, for this process only; default from the settings. */
  readonly concurrency?: number
  /** How much of the machine this process may have; default from the settings. */
  readonly mode?: Mode
  /** Most memory of this process and its workers, in bytes; default from the settings. */
  readonly memoryBudgetBytes?: number
  /** What prints reports as PDF; without it there are none. */
  readonly printer?: Printer | undefined
  /** Reads every original, whatever the file system says of it; default `false`. */
  readonly distrust?: boolean
}

export type Engine = {
  /** Absolute path of the home folder in use. */
  readonly home: string
  /** One method per command of the contract; parameters are parsed here. */
  readonly commands: EngineClient
  readonly on: <K extends EngineEventName>(
    name: K,
    listener: (payload: EngineEventPayload<K>) => void,
  ) => () => void
  /** Ends the workers and flushes the history; running batches stay resumable. */
  readonly close: () => Promise<void>
}

/**
 * Builds the engine from its parts; the only place where they meet.
 * @throws WhittleError `HOME_UNWRITABLE` when its folder cannot be used.
 */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const events = new Emitter()
  const log: Log = (level, message) => {
    events.log({ at: Date.now(), level, source: options.source, message })
  }
  const home = await openHome(homeFolder(options.home), options.source, log)
  try {
    return await build(options, home, events, log)
  } catch (error) {
    await home.release()
    throw error
  }
}

async function build(options: EngineOptions, home: Home, events: Emitter, log: Log): Promise<Engine> {
  const settings = await openSettings({ file: home.path('settings.json'), log })
  const recipes = await openRecipes({
    file: home.path('recipes.json'),
    log,
    onChange: (list) => events.emit('recipesChanged', list),
  })
  const store = await openHistory({
    dir: home.path('history'),
    writer: home.writer,
    log,
    retention: () => retentionOf(settings.get()),
    onLost: ({ what, lost, file }) => {
      const times = lost.map(({ from, to }) => `${isoTime(from)} – ${isoTime(to)}`).join(', ')
      const detail = `${what}: ${times}. What was damaged is kept as ${file}.`
      events.emit('problem', toErrorData(new WhittleError('HISTORY_DAMAGED', { detail })))
    },
  })
  const alerts = createAlerts({
    thresholds: () => settings.get().thresholds,
    record: store.recordAlert,
    onChange: (active) => events.emit('alertsChanged', active),
    // A command line tells every warning at once, and nobody waits in front of its operations.
    log: options.source === 'cli' ? (_, message) => log('info', message) : log,
  })
  const history: HistoryPort = {
    ...store,
    recordOperation: (operation) => {
      store.recordOperation(operation)
      alerts.observeOperation(operation)
    },
  }
  const insights = new Insights({ dir: home.path('insights'), history, log })
  const delivery = createDelivery({ version: options.version, log, locks: home.path('locks') })
  const limits = () => settings.get().limits
  const cores = availableParallelism()
  const concurrency = () => options.concurrency ?? (settings.get().concurrency || mostImages(cores))
  const learned = new LearnedCosts()
  await learned.load(home.path('costs.json'), log)

  const hostPool = createPool({
    ...options.poolHost,
    // One thread more than images at once, so that a preview never waits for a batch.
    threads: concurrency() + 1,
    log: (level, message) => events.log({ at: Date.now(), level, source: 'pool', message }),
    onLifecycle: (lifecycle) => events.emit('poolChanged', lifecycle),
  })
  const lanes = new Lanes((spans) => events.emit('worked', [...spans]))
  const workers = lanes.watch(hostPool)
  const cache = openCache({
    dir: home.path('cache'),
    writer: home.writer,
    pool: recordJobs(workers, history),
    ready: hostPool.ready,
    settings: () => settings.get().cache,
    distrust: options.distrust ?? false,
    log,
  })
  const backups = new Backups({
    dir: home.path('backups'),
    keepDays: () => settings.get().backups.keepDays,
    log,
  })
  const pool = inPlacePool(cache.pool, backups)

  const calibrator = await openCalibrator({
    file: home.path('calibration.json'),
    samples: options.samples ?? join(dirname(options.poolHost.entry), '..', '..', 'samples'),
    pool: workers,
    limits,
    log,
  })

  const admission = createAdmission({
    cores,
    max: concurrency(),
    settings: () => ({
      ...settings.get(),
      ...(options.mode === undefined ? {} : { mode: options.mode }),
      ...(options.memoryBudgetBytes === undefined ? {} : { memoryBudgetBytes: options.memoryBudgetBytes }),
    }),
    learned,
    onChange: (change) => {
      log('info', change.message)
      noteAdmission(insights.changes, change)
      events.emit('admissionChanged', change)
      warming.nudge()
    },
    onDecision: (decision) => events.emit('decided', decision),
    onRoom: () => batches.pump(),
    onMode: (mode) => {
      hostPool.setPriority(priorities[mode])
      void insights.changes.mode(mode)
    },
  })
  const planning = createPlanning({
    pool,
    delivery,
    refuseReplacing: statusOfReplaceable,
    files: cache.files,
    limits,
    efforts: calibrator.efforts,
    leaveOut: [home.dir],
    ignore: () => settings.get().ignore,
  })
  const batches: BatchService = new BatchService({
    pool,
    planning,
    costs: await openCostBook(home.path('output-costs.json'), log),
    delivery,
    history,
    journal: await openJournal({
      dir: home.path('journal'),
      writer: home.writer,
      abandoned: home.abandoned,
      log,
    }),
    admission,
    limits,
    log,
    onBatch: (batch) => {
      events.emit('batchChanged', batch)
      warming.nudge()
    },
    onItems: (batchId, items) => events.emit('itemsChanged', { batchId, items }),
    onDiscarded: (batchId) => events.emit('batchDiscarded', { batchId }),
  })
  const monitor = createSampler({
    own: () => ownUsage(hostPool),
    pool: () => {
      const { size, busy, queued } = hostPool.load()
      return { size, busy, queued: queued + admission.waiting() }
    },
    throughput: admission.throughput,
    folders: () => [home.dir, ...batches.list().map(({ outDir }) => outDir)],
    onSample: (sample) => {
      const host = hostPool.usage()
      admission.observe(sample, {
        hostPid: host.pid,
        hostBytes: host.residentBytes,
        hostPeakBytes: host.peakBytes,
        engineBytes: process.memoryUsage.rss(),
      })
      alerts.observe(sample)
      history.recordSample(sample)
      events.emit('sampled', sample)
    },
    log,
  })
  const previews = createPreviews({ dir: home.path('previews'), pool, limits })

  const warming: Warming = new Warming({
    dir: home.path('warming'),
    prepare: cache.prepare,
    planning,
    jobOf: (item, recipe) => optimizeJob({ id: 'warming', recipe }, item, limits()),
    isIdle: () => batches.isIdle() && admission.current().limit > 0,
    log,
  })
  const trials = new Trials({
    dir: home.path('trials'),
    // Not out of the cache: what is tried shall tell what it costs.
    pool: workers,
    planning,
    jobOf: (item, recipe) => optimizeJob({ id: 'trial', recipe }, item, limits(), cores),
  })
  const impacts = new Impacts({
    ...{ dir: home.path('samples'), history, settings: settings.get, cores, planning, pool: hostPool },
    jobOf: (item, recipe) => optimizeJob({ id: 'sample', recipe }, item, limits()),
    isIdle: () => batches.isIdle(),
    now: Date.now,
  })
  const watches = new Watches({
    file: home.path('watches.json'),
    delivery,
    ...watchedBatches({ batches: () => batches, recipes, events }),
    log,
    onChange: (list) => events.emit('watchesChanged', list),
  })

  const reports = createReports({
    ...options,
    ...{ home, history, insights, impacts, settings, events, log },
    recommendations: async () => handlers.listRecommendations({}),
  })

  const handlers = createHandlers({
    version: options.version,
    home,
    poolHost: options.poolHost,
    settings,
    recipes,
    calibrator,
    history,
    alerts,
    insights,
    impacts,
    pool: hostPool,
    admission,
    batches,
    monitor,
    previews,
    cache,
    backups,
    warming,
    watches,
    trials,
    reports: reports.writer,
    concurrency,
    emit: events.emit,
  })
  monitor.start()
  learnMedians(history, alerts).catch((error: unknown) =>
    log('warn', `What encodes usually take could not be looked up: ${String(error)}`),
  )
  const stopCalibrating =
    options.source === 'engine'
      ? calibrateWhenIdle({
          calibrator,
          isIdle: () => batches.list().every(({ state }) => !busyStates.has(state)),
          onActivity: (listener) => events.on('batchChanged', listener),
          log,
        })
      : () => undefined
  noteStart(insights.changes, hostPool, options.version, settings.get).catch((error: unknown) => {
    const problem = toErrorData(error)
    // Closed before it was ready.
    if (problem.code !== 'INTERRUPTED') events.emit('problem', problem)
  })
  previews
    .prune()
    .catch((error: unknown) => log('warn', `Old previews could not be removed: ${String(error)}`))
  trials.tidy().catch((error: unknown) => log('warn', `Old trials could not be removed: ${String(error)}`))
  await batches.recover(options.unfinished)
  if (home.writer === 'main') {
    await insights.changes.prune()
    await backups.tidy(
      async (batchId) => batches.find(batchId) !== undefined || (await batches.isElsewhere(batchId)),
    )
    // A command line that does something else does not watch.
    if (options.source === 'engine') {
      await watches.start()
      reports.weekly.start()
    }
  }

  let closing: Promise<void> | undefined
  const close = async (): Promise<void> => {
    monitor.stop()
    lanes.close()
    stopCalibrating()
    try {
      await Promise.all([
        reports.weekly.stop(),
        watches.close(),
        warming.close(),
        batches.close(hostPool.close),
      ])
      await Promise.all([cache.close(), trials.close()])
      await learned.save(home.path('costs.json'), log)
      alerts.close(Date.now())
      await insights.close()
      await history.close()
    } finally {
      await home.release()
    }
  }
  return {
    home: home.dir,
    commands: toClient(handlers),
    on: events.on,
    close: () => {
      closing ??= close()
      return closing
    },
  }
}

/** What the operating system is told about the workers in each mode. */
const priorities: Readonly<Record<Mode, Priority>> = { full: 'normal', balanced: 'below', quiet: 'low' }

/** What the hill climber may try: half as many more than cores. */
function mostImages(cores: number): number {
  return cores + Math.min(4, Math.ceil(cores / 2))
}
/** States in which a batch needs the workers, or soon will. */
const busyStates: ReadonlySet<Batch['state']> = new Set(['planning', 'queued', 'running', 'cancelling'])
