import { join } from 'node:path'
import process from 'node:process'
import { bindLifetime } from './host/lifetime.ts'
import { connectParent } from './host/parent.ts'
import { serve } from './host/serve.ts'
import { readSettings } from './host/settings.ts'
import { reportUsage } from './host/usage.ts'
import { WorkerPool } from './host/worker-pool.ts'

/**
 * The pool host: a plain Node process, started by the engine, that holds the worker threads in which images are decoded
 * and encoded. It loads no codec itself, so that it answers whatever its workers are at.
 */
const { threads, libuvThreads } = readSettings(process.env)
const parent = connectParent(process)
// The build puts the workers' entry beside this one.
const pool = new WorkerPool({ entry: join(import.meta.dirname, 'worker.js'), threads })

bindLifetime(parent, pool)
if (libuvThreads < threads) {
  parent.log(
    'warn',
    `UV_THREADPOOL_SIZE is ${libuvThreads}: no more than that many of ${threads} workers can work at once.`,
  )
}
await serve(parent, pool)
reportUsage(parent, pool)
