import type { OpenEngine } from './engine.ts'
import type { ExitCode } from './exit-codes.ts'
import type { Streams } from './streams.ts'

/** What every command works with. */
export type CliContext = {
  readonly streams: Streams
  readonly version: string
  /** Relative paths start here. */
  readonly cwd: string
  readonly openEngine: OpenEngine
  /** Where `npm run setup` notes which Electron it found; there is none in an installed package. */
  readonly electronNote: string
}

/** Tells the exit code of the command that ran; without it the code is 0. */
export type Settle = (code: ExitCode) => void
