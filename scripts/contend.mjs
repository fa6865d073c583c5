import { parseArgs } from 'node:util'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'

/**
 * Another program that wants the machine: `node scripts/contend.mjs --cpu 2 --memory 500 --seconds 20 --on 5 --off 5`.
 *
 * Loads so many threads and holds so many megabytes, for so many seconds, and with `--on` and `--off` only part of the
 * time, beginning without. It ends by itself, at most after ten minutes, and at once when whoever started it is gone.
 * At the end it prints one line of JSON: how many rounds its threads made per second of load, which tells how much of
 * the CPU they got.
 */
const LONGEST_SECONDS = 600
const ROUND = 200_000

if (isMainThread) contend()
else spin()

function contend() {
  const { values } = parseArgs({
    options: {
      cpu: { type: 'string', default: '0' },
      memory: { type: 'string', default: '0' },
      seconds: { type: 'string', default: '10' },
      on: { type: 'string', default: String(LONGEST_SECONDS) },
      off: { type: 'string', default: '0' },
    },
  })
  const [threads, megabytes, seconds, on, off] = [
    values.cpu,
    values.memory,
    values.seconds,
    values.on,
    values.off,
  ].map(Number)
  if ([threads, megabytes, seconds, on, off].some((value) => value === undefined || !(value >= 0))) {
    console.error('Usage: contend.mjs --cpu THREADS --memory MB --seconds N [--on N --off N]')
    process.exit(2)
  }
  const endsAt = Date.now() + Math.min(LONGEST_SECONDS, seconds ?? 0) * 1_000
  // Filled, or the system would not really give it.
  const held = Array.from({ length: Math.ceil((megabytes ?? 0) / 64) }, () => Buffer.alloc(64e6, 1))

  const workers = Array.from(
    { length: threads ?? 0 },
    () => new Worker(new URL(import.meta.url), { workerData: { endsAt, on, off, startedAt: Date.now() } }),
  )
  let rounds = 0
  let loadedMs = 0
  let left = workers.length
  const end = () => {
    const perSecond = loadedMs === 0 ? 0 : (rounds / loadedMs) * 1_000
    console.log(JSON.stringify({ threads, roundsPerSecond: perSecond, heldBytes: held.length * 64e6 }))
    process.exit(0)
  }
  for (const worker of workers) {
    worker.on('message', (done) => {
      rounds += done.rounds
      loadedMs += done.loadedMs
      left -= 1
      if (left === 0) end()
    })
  }
  if (left === 0) setTimeout(end, Math.max(0, endsAt - Date.now()))
  // Whoever started it holds the other end of the pipe, and is gone when it closes.
  process.stdin
    .on('end', () => process.exit(0))
    .on('error', () => process.exit(0))
    .resume()
  console.log('ready')
}

function spin() {
  const { endsAt, on, off, startedAt } = workerData
  const pause = new Int32Array(new SharedArrayBuffer(8))
  let rounds = 0
  let loadedMs = 0
  for (let now = Date.now(); now < endsAt; now = Date.now()) {
    const phase = ((now - startedAt) / 1_000) % (on + off)
    if (phase < off) {
      Atomics.wait(pause, 0, 0, 50)
      continue
    }
    let value = rounds
    for (let i = 0; i < ROUND; i += 1) value = (value * 1_103_515_245 + 12_345) % 2_147_483_648
    pause[1] = value
    rounds += 1
    loadedMs += Date.now() - now
  }
  parentPort?.postMessage({ rounds, loadedMs })
}
