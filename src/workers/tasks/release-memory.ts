import { getHeapStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Less than this is not worth a collection, which takes a few milliseconds. */
const worthwhileBytes = 16 * 2 ** 20

let collect: (() => void) | undefined

/**
 * Gives back what a job left. Files and pixels are kept outside V8's heap, which hardly grows meanwhile, so that V8 sees
 * no reason to collect: three idle workers were seen to hold 350 MB of images that were long done.
 */
export function releaseMemory(): void {
  if (getHeapStatistics().external_memory < worthwhileBytes) return
  collect ??= exposeCollector()
  collect()
}

/** The flag cannot be given to a worker thread, but be set before a context is made that then has the function. */
function exposeCollector(): () => void {
  setFlagsFromString('--expose-gc')
  const found: unknown = runInNewContext('gc')
  return typeof found === 'function' ? () => void found() : () => undefined
}
