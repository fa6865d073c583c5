import type { Log, Unsubscribe } from '../ports.ts'
import type { Calibrator } from './calibrator.ts'

export type WhenIdleOptions = {
  readonly calibrator: Calibrator
  readonly isIdle: () => boolean
  /** Calls back whenever idleness may have changed. */
  readonly onActivity: (listener: () => void) => Unsubscribe
  readonly log: Log
  /** How long nothing must have happened, in milliseconds: nobody is to wait for this. */
  readonly quietMs?: number
}

/** Calibrates once in the background where that was not done with these encoders; steps back for any work. */
export function calibrateWhenIdle(options: WhenIdleOptions): Unsubscribe {
  const { calibrator, isIdle, onActivity, log, quietMs = 30_000 } = options
  let running: AbortController | undefined
  let timer: NodeJS.Timeout | undefined

  const start = async (): Promise<void> => {
    if (running !== undefined || !isIdle()) return
    if (calibrator.current() !== undefined) return stop()
    const abort = new AbortController()
    running = abort
    try {
      await calibrator.calibrate(abort.signal)
      stop()
    } catch (error) {
      // Another try follows the next quiet time, unless it cannot succeed at all.
      if (!abort.signal.aborted) {
        log('warn', `The encoders could not be calibrated: ${String(error)}`)
        stop()
      }
    } finally {
      running = undefined
    }
  }
  const wait = (): void => {
    clearTimeout(timer)
    if (!isIdle()) running?.abort()
    timer = setTimeout(() => void start(), quietMs).unref()
  }
  const unsubscribe = onActivity(wait)
  const stop = (): void => {
    unsubscribe()
    clearTimeout(timer)
    running?.abort()
  }
  wait()
  return stop
}
