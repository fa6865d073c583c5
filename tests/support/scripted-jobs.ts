import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PoolPayload } from '../../src/shared/contract/pool.ts'

/** What scripted-host.mjs does with a job, per attempt; the last one stays. */
export type Behaviour =
  | 'answer'
  | 'progress'
  | `fail ${string}`
  | `hold ${string}`
  | 'hang'
  | 'exit'
  | 'kill'
  | 'stop'
  | 'answer-and-exit'
  | 'nonsense'
  | 'bad-result'
  | 'shout'

/** What it does at its start, per start. */
export type Start = 'ready' | 'exit' | 'hang' | 'ready-and-exit'

export type ScriptedJobs = ReturnType<typeof createScriptedJobs>

/** Writes the scripts for one test; `dispose` removes what they left. */
export function createScriptedJobs() {
  const dir = mkdtempSync(join(tmpdir(), 'whittle-scripted-'))
  let files = 0
  const newFile = (): string => {
    files += 1
    return join(dir, String(files))
  }
  return {
    entry: join(import.meta.dirname, 'scripted-host.mjs'),

    probe: (...attempts: [Behaviour, ...Behaviour[]]): PoolPayload<'probe'> => ({
      input: JSON.stringify({ attempts, state: newFile() }),
      limits: { inputBytes: 1, inputPixels: 1, animationPixels: 1, frames: 1, svgBytes: 1 },
    }),
    preview(...attempts: [Behaviour, ...Behaviour[]]): PoolPayload<'preview'> {
      return { ...this.probe(...attempts), side: 64, path: join(dir, 'preview.webp') }
    },
    /** A job that is held until it is released. */
    held(): { behaviour: Behaviour; release: () => void } {
      const file = newFile()
      return { behaviour: `hold ${file}`, release: () => writeFileSync(file, '') }
    },
    /** How often the host was given that job. */
    attemptsOf: (payload: { input: string }): number => {
      const { state }: { state: string } = JSON.parse(payload.input)
      return Number(readFileSync(state, 'utf8'))
    },
    /** Sets what hosts do when they are started from now on. */
    starts: (...attempts: [Start, ...Start[]]): void => {
      process.env.WHITTLE_TEST_STARTS = JSON.stringify({ attempts, state: newFile() })
    },
    dispose: (): void => {
      delete process.env.WHITTLE_TEST_STARTS
      rmSync(dir, { recursive: true, force: true })
    },
  }
}
