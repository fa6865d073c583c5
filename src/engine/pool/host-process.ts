import { type ChildProcess, fork } from 'node:child_process'
import { createInterface } from 'node:readline'
import { type PoolReply, type PoolRequest, poolReplySchema } from '../../shared/contract/pool.ts'
import type { LogLevel } from '../../shared/lifecycle.ts'
import type { Log } from '../ports.ts'

export type HostOptions = {
  /** Path of the built pool host. */
  readonly entry: string
  /** The plain Node that runs it; never the Electron binary. */
  readonly execPath: string
  readonly threads: number
  readonly log: Log
  readonly onReply: (reply: PoolReply) => void
  /** Called exactly once, with the reason in words, after everything the host had said. */
  readonly onExit: (reason: string) => void
}

export type HostProcess = {
  readonly pid: number | undefined
  readonly send: (request: PoolRequest) => void
  /** SIGKILL: a libvips operation cannot be stopped in any gentler way. */
  readonly kill: () => void
}

/**
 * Starts one pool host. It ends by itself when this process is gone, because its channel closes.
 * @throws the system's error where not even the attempt is possible.
 */
export function startHost(options: HostOptions): HostProcess {
  const { log } = options
  const child = fork(options.entry, [], {
    execPath: options.execPath,
    execArgv: [],
    // V8's own serialization differs between the Node inside Electron and the one outside.
    serialization: 'json',
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: hostEnvironment(options.threads),
  })
  forwardLines(child, log)

  let exited = false
  const exit = (reason: string): void => {
    if (exited) return
    exited = true
    options.onExit(reason)
  }
  child.on('error', (error) => {
    if (child.pid === undefined) exit(`it could not be started: ${error.message}`)
    else log('warn', `The pool host: ${error.message}`)
  })
  // Not `exit`: that one may come before the last messages, and a job whose result is under way is no suspect.
  child.on('close', (code, signal) =>
    exit(signal === null ? `it ended with code ${code}` : `it was ended by ${signal}`),
  )
  child.on('message', (message) => {
    const reply = poolReplySchema.safeParse(message)
    if (reply.success) options.onReply(reply.data)
    else log('error', `The pool host sent a message that is not in the contract: ${reply.error.message}`)
  })

  return {
    pid: child.pid,
    send: (request) => {
      // A host that is just dying has no channel any more; its exit event re-runs the job.
      if (child.connected) child.send(request, (error) => error && log('debug', `send: ${error.message}`))
    },
    kill: () => child.kill('SIGKILL'),
  }
}

/**
 * libuv's thread pool is one per process and is sized once, from the environment: without this, more than
 * four workers add nothing. Two threads are spare for file access beside one decode or encode per worker.
 * `MALLOC_ARENA_MAX` keeps glibc from holding a heap per thread, which looks like a leak, and a fixed
 * `MALLOC_MMAP_THRESHOLD_` has pixels and files returned to the system as soon as they are freed: by default the
 * threshold grows to 32 MB with what was freed before.
 */
function hostEnvironment(threads: number): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _, ELECTRON_RUN_AS_NODE: __, ...inherited } = process.env
  return {
    ...inherited,
    UV_THREADPOOL_SIZE: String(threads + 2),
    MALLOC_ARENA_MAX: '2',
    MALLOC_MMAP_THRESHOLD_: String(2 ** 20),
    WHITTLE_THREADS: String(threads),
  }
}

function forwardLines(child: ChildProcess, log: Log): void {
  const forward = (stream: ChildProcess['stdout'], level: LogLevel): void => {
    if (stream === null) return
    createInterface({ input: stream }).on('line', (line) => line.trim() !== '' && log(level, line.trimEnd()))
  }
  forward(child.stdout, 'info')
  forward(child.stderr, 'warn')
}
