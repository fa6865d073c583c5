import { afterEach, beforeEach } from 'vitest'
import { createPool, type Pool, type PoolOptions } from '../../../src/engine/pool/pool.ts'
import type { Lifecycle } from '../../../src/shared/lifecycle.ts'
import { createScriptedJobs, type ScriptedJobs } from '../../support/scripted-jobs.ts'

export type Setup = {
  readonly jobs: ScriptedJobs
  readonly lifecycles: Lifecycle[]
  readonly logs: string[]
  /** Called with every lifecycle, after it was noted. */
  onLifecycle: (lifecycle: Lifecycle) => void
  readonly open: (options?: Partial<PoolOptions>) => Pool
}

/** Gives each test its own scripts and closes the pools that it opened. */
export function poolSetup(): Setup {
  let jobs: ScriptedJobs
  const pools: Pool[] = []
  const setup: Setup = {
    get jobs() {
      return jobs
    },
    lifecycles: [],
    logs: [],
    onLifecycle: () => undefined,
    open: (options = {}) => {
      const pool = createPool({
        entry: jobs.entry,
        execPath: process.execPath,
        threads: 2,
        log: (level, message) => setup.logs.push(`${level}: ${message}`),
        onLifecycle: (lifecycle) => {
          setup.lifecycles.push(lifecycle)
          setup.onLifecycle(lifecycle)
        },
        ...options,
      })
      pools.push(pool)
      return pool
    },
  }
  beforeEach(() => {
    jobs = createScriptedJobs()
    setup.lifecycles.length = 0
    setup.logs.length = 0
    setup.onLifecycle = () => undefined
  })
  afterEach(async () => {
    for (const pool of pools.splice(0)) await pool.close()
    jobs.dispose()
  })
  return setup
}

/** Long enough for every job that is answered. */
export const ample = { limitMs: 60_000 } as const

/** Resolves when the job has reached the host. */
export function whenStarted(): { onStart: () => void; started: Promise<void> } {
  let onStart = (): void => undefined
  const started = new Promise<void>((resolve) => {
    onStart = resolve
  })
  return { onStart, started }
}
