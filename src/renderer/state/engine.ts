import { create } from 'zustand'
import type { Lifecycle } from '../../shared/lifecycle.ts'
import type { Admission } from '../../shared/model/monitor.ts'
import type { Settings } from '../../shared/settings.ts'

/** What is known of the processes behind the window. Fields stay as they were while the engine restarts. */
type EngineState = {
  readonly engine: Lifecycle
  readonly pool: Lifecycle
  /** False until the first snapshot arrived: before that, nothing can be said about batches. */
  readonly loaded: boolean
  readonly admission: Admission | undefined
  readonly settings: Settings | undefined
  readonly version: string
  readonly logFolder: string
  readonly platform: string
  /** Latest first. */
  readonly recentFolders: readonly string[]
  readonly canOpenAtLogin: boolean
  readonly picturesFolder: string
}

export const useEngine = create<EngineState>()(() => ({
  engine: { state: 'starting' },
  pool: { state: 'starting' },
  loaded: false,
  admission: undefined,
  settings: undefined,
  version: '',
  logFolder: '',
  platform: '',
  recentFolders: [],
  canOpenAtLogin: false,
  picturesFolder: '',
}))
