import type { PoolReply } from '../../shared/contract/pool.ts'
import type { LogLevel } from '../../shared/lifecycle.ts'

/** The engine, as the pool host sees it. */
export type Parent = {
  readonly send: (reply: PoolReply) => void
  readonly log: (level: LogLevel, message: string) => void
  /** Resolves when everything sent before has left, or when there is nobody to send it to. */
  readonly flush: () => Promise<void>
  readonly onMessage: (listener: (message: unknown) => void) => void
  readonly onGone: (listener: () => void) => void
}

/** The channel that `child_process.fork` opened. */
export function connectParent(process: NodeJS.Process): Parent {
  let lastSend = Promise.resolve()

  const send = (reply: PoolReply) => {
    lastSend = new Promise((resolve) => {
      if (process.send === undefined || !process.connected) return resolve()
      // A failed send means that the parent is gone, which `disconnect` tells as well.
      process.send(reply, undefined, {}, () => resolve())
    })
  }
  return {
    send,
    log: (level, message) => send({ type: 'log', level, message }),
    flush: () => lastSend,
    onMessage: (listener) => void process.on('message', listener),
    onGone: (listener) => void process.once('disconnect', listener),
  }
}
