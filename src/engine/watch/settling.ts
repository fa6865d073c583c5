import { stat } from 'node:fs/promises'

export type SettlingOptions = {
  /** Milliseconds for which a file must stay as it is. */
  readonly quietMs: number
  readonly onSettled: (path: string) => void
}

type Look = { readonly size: number; readonly mtimeMs: number }

/** Waits until files are written completely: until size and time of change have stayed the same for a while. */
export class Settling {
  readonly #options: SettlingOptions
  readonly #timers = new Map<string, NodeJS.Timeout>()
  #closed = false

  constructor(options: SettlingOptions) {
    this.#options = options
  }

  /** To be called whenever something happened to a file. */
  async seen(path: string): Promise<void> {
    const look = await lookAt(path)
    if (look === undefined || this.#closed) return
    if (Date.now() - look.mtimeMs > this.#options.quietMs) this.#settle(path)
    else this.#wait(path, look)
  }

  close(): void {
    this.#closed = true
    for (const timer of this.#timers.values()) clearTimeout(timer)
    this.#timers.clear()
  }

  #wait(path: string, before: Look): void {
    clearTimeout(this.#timers.get(path))
    this.#timers.set(
      path,
      setTimeout(() => void this.#lookAgain(path, before), this.#options.quietMs),
    )
  }

  async #lookAgain(path: string, before: Look): Promise<void> {
    const look = await lookAt(path)
    if (look === undefined || this.#closed) this.#timers.delete(path)
    else if (look.size === before.size && look.mtimeMs === before.mtimeMs) this.#settle(path)
    else this.#wait(path, look)
  }

  #settle(path: string): void {
    clearTimeout(this.#timers.get(path))
    this.#timers.delete(path)
    this.#options.onSettled(path)
  }
}

/** `undefined` where it is gone, or no file. */
async function lookAt(path: string): Promise<Look | undefined> {
  const status = await stat(path).catch(() => undefined)
  return status?.isFile() === true && status.size > 0
    ? { size: status.size, mtimeMs: status.mtimeMs }
    : undefined
}
