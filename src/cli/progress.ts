import { SingleBar } from 'cli-progress'
import type { Batch } from '../shared/model/batch.ts'
import { type ProgressState, progressOf } from './progress-text.ts'
import type { Streams } from './streams.ts'

/** Shows on standard error how a batch gets on. */
export type Progress = {
  readonly update: (batch: Batch) => void
  /** A line about the run; it does not tear the bar apart. */
  readonly note: (line: string) => void
  /** Leaves the terminal as it was. May be called twice. */
  readonly finish: () => void
}

export type ProgressOptions = {
  /** Only notes are shown. */
  readonly quiet: boolean
  /** Milliseconds; for tests. Default: the monotonic clock. */
  readonly now?: () => number
}

/** A line a second is enough for a log and does not fill it. */
const lineIntervalMs = 1_000
const barSteps = 1_000

/** A bar on a terminal, lines elsewhere, nothing with `quiet`. */
export function createProgress(streams: Streams, options: ProgressOptions): Progress {
  const note = (line: string) => streams.note(line)
  if (options.quiet) return { update: () => {}, note, finish: () => {} }
  return streams.interactive ? barProgress(streams) : lineProgress(streams, options.now ?? performanceNow)
}

function barProgress(streams: Streams): Progress {
  let last: ProgressState | undefined
  const bar = new SingleBar({
    stream: streams.errorStream,
    format: '{bar} {percentage}%  {text}',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 24,
    clearOnComplete: true,
    // The cursor and line wrapping stay as they are, so that an exit at once leaves no broken terminal.
    hideCursor: false,
    linewrap: true,
    // Signals belong to interruption.ts alone.
    gracefulExit: false,
  })
  const draw = (state: ProgressState) => {
    const value = Math.floor(state.fraction * barSteps)
    if (bar.isActive) bar.update(value, { text: state.text })
    else bar.start(barSteps, value, { text: state.text })
  }
  return {
    update: (batch) => {
      last = progressOf(batch)
      draw(last)
    },
    note: (line) => {
      const wasActive = bar.isActive
      bar.stop()
      streams.note(line)
      if (wasActive && last !== undefined) draw(last)
    },
    finish: () => bar.stop(),
  }
}

function lineProgress(streams: Streams, now: () => number): Progress {
  let last: string | undefined
  let state: Batch['state'] | undefined
  let printed: string | undefined
  let printedAt = Number.NEGATIVE_INFINITY
  const print = (text: string) => {
    streams.note(text)
    printed = text
    printedAt = now()
  }
  return {
    update: (batch) => {
      last = progressOf(batch).text
      // A new state is news at once; there are only a handful of them.
      const due = batch.state !== state || now() - printedAt >= lineIntervalMs
      state = batch.state
      if (due && last !== printed) print(last)
    },
    note: (line) => streams.note(line),
    finish: () => {
      if (last !== undefined && last !== printed) print(last)
    },
  }
}

function performanceNow(): number {
  return performance.now()
}
