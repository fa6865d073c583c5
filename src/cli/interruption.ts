import { exitCodes } from './exit-codes.ts'

/** A first request to stop, as a signal to wait for. */
export type Interruption = { readonly signal: AbortSignal; readonly dispose: () => void }

// SIGHUP comes when the terminal is closed; on Windows as well.
const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Turns the first SIGINT, SIGTERM or SIGHUP into an aborted signal, so that the engine can be closed in order;
 * the second ends the process at once. Either way the batch can be resumed: the journal is on disk.
 */
export function watchInterruption(onFirst: () => void): Interruption {
  const controller = new AbortController()
  const onSignal = () => {
    if (controller.signal.aborted) process.exit(exitCodes.interrupted)
    controller.abort()
    onFirst()
  }
  for (const name of stopSignals) process.on(name, onSignal)
  return {
    signal: controller.signal,
    dispose: () => {
      for (const name of stopSignals) process.off(name, onSignal)
    },
  }
}
