import { existsSync, readFileSync, writeFileSync } from 'node:fs'

/**
 * A pool host that does as it is told, for tests of the engine's side. It speaks src/shared/contract/pool.ts; what it
 * does with a job is in the job's `input` (see scripted-jobs.ts), what it does at its start in WHITTLE_TEST_STARTS.
 *
 * A `probe` is answered with what the host saw: `width` is the number of the attempt, `height` the most jobs that
 * were here at once while it ran, `bytes` the process.
 */

/** @typedef {{ attempts: string[], state: string }} Script */
/** @typedef {{ script: Script, attempt: number, company: number, task: string, cancelled: () => void }} Running */

/** @type {Map<number, Running>} */
const running = new Map()

/** @param {object} message */
const say = (message) => process.send?.(message)

/** How often this was called for a file before, over all processes; from 1. @param {string} file */
function count(file) {
  const next = existsSync(file) ? Number(readFileSync(file, 'utf8')) + 1 : 1
  writeFileSync(file, String(next))
  return next
}

/** @param {string[]} list @param {number} attempt from 1; the last one stays */
const nth = (list, attempt) => list[Math.min(attempt, list.length) - 1]

/** @param {number} jobId @param {Running} job */
function answer(jobId, job) {
  running.delete(jobId)
  const probe = {
    format: 'jpeg',
    width: job.attempt,
    height: job.company,
    bytes: process.pid,
    pages: 1,
    hasAlpha: false,
  }
  const preview = { width: job.attempt, height: job.company, bytes: process.pid }
  say({ type: 'done', jobId, result: job.task === 'preview' ? preview : probe })
}

/** @param {number} jobId @param {string} code */
function fail(jobId, code) {
  running.delete(jobId)
  say({ type: 'failed', jobId, error: { code, message: `Scripted ${code}` } })
}

/** @type {Record<string, (jobId: number, job: Running, argument: string) => void>} */
const behaviours = {
  answer,
  fail: (jobId, _, code) => fail(jobId, code),
  progress: (jobId, job) => {
    say({ type: 'progress', jobId, progress: { step: 'decode' } })
    answer(jobId, job)
  },
  /** Answers once the file exists. */
  hold: (jobId, job, file) => {
    const timer = setInterval(() => {
      if (!existsSync(file)) return
      clearInterval(timer)
      if (running.has(jobId)) answer(jobId, job)
    }, 5)
    job.cancelled = () => fail(jobId, 'CANCELLED')
  },
  hang: () => undefined,
  exit: () => process.exit(3),
  kill: () => process.kill(process.pid, 'SIGKILL'),
  stop: () => process.kill(process.pid, 'SIGSTOP'),
  'answer-and-exit': (jobId, job) => {
    answer(jobId, job)
    process.disconnect()
    process.exitCode = 4
  },
  nonsense: (jobId, job) => {
    say({ type: 'weather', sunny: true })
    answer(jobId, job)
  },
  'bad-result': (jobId) => {
    running.delete(jobId)
    say({ type: 'done', jobId, result: { format: 'jpeg' } })
  },
  shout: (jobId, job) => {
    process.stdout.write('to standard output\n')
    process.stderr.write('to standard error\n')
    say({ type: 'log', level: 'error', message: 'to the log' })
    // Answered once the streams are written.
    process.stderr.write('', () => answer(jobId, job))
  },
}

/** @param {{ type: string, jobId: number, task: string, payload: { input: string } }} message */
function receive(message) {
  if (message.type === 'cancel') {
    running.get(message.jobId)?.cancelled()
    return
  }
  const { jobId, task } = message
  /** @type {Script} */
  const script = JSON.parse(message.payload.input)
  const attempt = count(script.state)
  /** @type {Running} */
  const job = { script, attempt, company: 0, task, cancelled: () => undefined }
  running.set(jobId, job)
  for (const one of running.values()) one.company = Math.max(one.company, running.size)
  say({ type: 'started', jobId })
  const [name = '', argument = ''] = nth(script.attempts, attempt)?.split(' ') ?? []
  behaviours[name]?.(jobId, job, argument)
}

function ready() {
  const {
    UV_THREADPOOL_SIZE = '',
    MALLOC_ARENA_MAX = '',
    WHITTLE_THREADS = '',
    NODE_OPTIONS = '',
  } = process.env
  const versions = { UV_THREADPOOL_SIZE, MALLOC_ARENA_MAX, WHITTLE_THREADS, NODE_OPTIONS }
  say({ type: 'ready', pid: process.pid, threads: Number(WHITTLE_THREADS), versions })
  say({ type: 'usage', cpuMs: 12, residentBytes: 3456, peakBytes: 4567, busy: 0 })
}

process.on('message', receive)
process.on('disconnect', () => process.exit())

/** @type {Script} */
const starts = JSON.parse(process.env.WHITTLE_TEST_STARTS ?? '{"attempts":["ready"],"state":""}')
const start = starts.state === '' ? 'ready' : nth(starts.attempts, count(starts.state))
if (start === 'ready') ready()
if (start === 'exit') process.exit(5)
if (start === 'ready-and-exit') {
  ready()
  process.disconnect()
}
