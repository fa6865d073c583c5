import type { Engine, EngineOptions } from '../engine/create-engine.ts'
import type { Mode } from '../shared/settings.ts'

/** What one command line may set differently from the settings. */
export type OpenOptions = {
  readonly concurrency?: number | undefined
  readonly mode?: Mode | undefined
  readonly memoryBudgetBytes?: number | undefined
  readonly distrust?: boolean | undefined
}

export type OpenEngine = (options?: OpenOptions) => Promise<Engine>

/**
 * Starts the engine inside this process. It is loaded only when a command needs it: help stays instant, and a
 * package that is missing reaches `whittle doctor` as an error it can show.
 */
export function engineOpener(
  place: Pick<EngineOptions, 'poolHost' | 'version' | 'printer'>,
  warn: (message: string) => void,
): OpenEngine {
  return async (options = {}) => {
    const { createEngine } = await import('../engine/create-engine.ts')
    const engine = await createEngine({
      ...place,
      source: 'cli',
      unfinished: 'offer',
      ...(options.concurrency === undefined ? {} : { concurrency: options.concurrency }),
      ...(options.mode === undefined ? {} : { mode: options.mode }),
      ...(options.memoryBudgetBytes === undefined ? {} : { memoryBudgetBytes: options.memoryBudgetBytes }),
      ...(options.distrust === undefined ? {} : { distrust: options.distrust }),
    })
    // There is no log file here: what would be a warning in it is told at once, `--quiet` or not.
    engine.on('log', ({ level, message }) => {
      if (level === 'warn' || level === 'error') warn(message)
    })
    return engine
  }
}

/** Runs `use` with an engine and closes it afterwards, whatever happened: history is flushed, workers are gone. */
export async function withEngine<T>(
  opening: Promise<Engine>,
  use: (engine: Engine) => Promise<T>,
): Promise<T> {
  const engine = await opening
  try {
    return await use(engine)
  } finally {
    await engine.close()
  }
}
