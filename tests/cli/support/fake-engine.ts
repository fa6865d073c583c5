import { EventEmitter } from 'node:events'
import type { Engine } from '../../../src/engine/create-engine.ts'
import type {
  EngineClient,
  EngineEventName,
  EngineEventPayload,
} from '../../../src/shared/contract/engine.ts'
import { lifecycleSchema } from '../../../src/shared/lifecycle.ts'
import type { Batch } from '../../../src/shared/model/batch.ts'
import { settingsSchema } from '../../../src/shared/settings.ts'

/** An engine that holds batches and answers what a test tells it to; any other command is a failure of the test. */
export class FakeEngine implements Engine {
  readonly commands: EngineClient
  readonly batches = new Map<string, Batch>()
  readonly home = '/home'
  closed = 0
  readonly #emitter = new EventEmitter()

  constructor(answers: Partial<EngineClient> = {}) {
    this.commands = { ...unexpected, getSnapshot: async () => this.#snapshot(), ...answers }
  }

  readonly on: Engine['on'] = (name, listener) => {
    this.#emitter.on(name, listener)
    return () => this.#emitter.off(name, listener)
  }

  readonly close = async (): Promise<void> => {
    this.closed += 1
  }

  emit<K extends EngineEventName>(name: K, payload: EngineEventPayload<K>): void {
    this.#emitter.emit(name, payload)
  }

  listeners(name: EngineEventName): number {
    return this.#emitter.listenerCount(name)
  }

  /** Keeps a batch in its new state and tells it. */
  put(batch: Batch): Batch {
    this.batches.set(batch.id, batch)
    this.emit('batchChanged', batch)
    return batch
  }

  #snapshot(): Awaited<ReturnType<EngineClient['getSnapshot']>> {
    return {
      version: '0',
      pool: lifecycleSchema.parse({ state: 'starting' }),
      admission: {
        at: 0,
        limit: 1,
        max: 1,
        reason: 'free',
        message: '',
        words: { code: 'free', values: {} },
      },
      batches: [...this.batches.values()],
      samples: [],
      decisions: [],
      settings: settingsSchema.parse({}),
    }
  }
}

const refuse = (): Promise<never> => Promise.reject(new Error('The test did not expect this command.'))

const unexpected: EngineClient = {
  getSnapshot: refuse,
  createBatch: refuse,
  listWatches: refuse,
  addWatch: refuse,
  removeWatch: refuse,
  pauseWatch: refuse,
  listBackups: refuse,
  undoBatch: refuse,
  cacheStats: refuse,
  cacheVerify: refuse,
  cachePrune: refuse,
  cacheClear: refuse,
  warmCache: refuse,
  applyCacheAdvice: refuse,
  configureBatch: refuse,
  startBatch: refuse,
  cancelBatch: refuse,
  findInterrupted: async () => null,
  pauseBatch: refuse,
  resumeBatch: refuse,
  retryItems: refuse,
  removeItems: refuse,
  setBatchPriority: refuse,
  moveBatch: refuse,
  preferItems: refuse,
  discardBatch: refuse,
  listItems: refuse,
  getResult: refuse,
  getPreview: refuse,
  getPicture: refuse,
  tryOutput: refuse,
  tryRecipe: refuse,
  cancelTrials: refuse,
  getTrial: refuse,
  copyFiles: refuse,
  keepPicture: refuse,
  locate: refuse,
  storageUse: refuse,
  getCalibration: async () => null,
  calibrate: refuse,
  listRuns: refuse,
  getRun: refuse,
  listOperations: refuse,
  recordOperation: refuse,
  queryHistory: refuse,
  explainQuery: refuse,
  summarizeHistory: refuse,
  listAdvice: refuse,
  applyAdvice: refuse,
  dropIndex: refuse,
  exportHistory: refuse,
  importHistory: refuse,
  listAlerts: refuse,
  listTrends: refuse,
  listAnomalies: refuse,
  judgeAnomaly: refuse,
  listRecommendations: refuse,
  applyRecommendation: refuse,
  takeBackRecommendation: refuse,
  dismissRecommendation: refuse,
  getImpact: refuse,
  compareRuns: refuse,
  compareRecipes: refuse,
  writeReport: refuse,
  reportShell: refuse,
  listRecipes: refuse,
  saveRecipe: refuse,
  removeRecipe: refuse,
  importRecipes: refuse,
  getSettings: refuse,
  updateSettings: refuse,
  diagnose: refuse,
}
