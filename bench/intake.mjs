import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import sharp from 'sharp'
import { buildIfStale } from '../scripts/build.mjs'
import { main } from '../scripts/lib/messages.mjs'
import { forkEngine } from './lib/forked-engine.mjs'
import { describeMachine, writeResult } from './lib/machine.mjs'

// Plans a folder of very many tiny images and tells what that costs: `npm run bench:intake -- --files 100000`.
// Ends with 1 beyond a limit: the engine's process as a whole (resident, Node and code included, at its peak by
// the kernel's count) is to stay below 200 MB from its start until the batch is accepted and at work, the first rows are
// to come within a second, and 95 of 100 commands are to be answered within 100 ms while it plans.
await main(async () => {
  const { values } = parseArgs({ options: { files: { type: 'string', default: '100000' } } })
  await buildIfStale()
  const folder = await mkdtemp(join(tmpdir(), 'whittle-intake-'))
  try {
    await makeFiles(join(folder, 'in'), Number(values.files))
    return (await measure(folder, Number(values.files))) ? 0 : 1
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
})

/**
 * @param {string} folder
 * @param {number} files
 */
async function measure(folder, files) {
  let firstRowsAt = 0
  let batch = { state: 'planning', counts: { total: 0 } }
  const engine = await forkEngine(join(folder, 'home'), (name, payload) => {
    if (name === 'itemsChanged') firstRowsAt ||= performance.now()
    if (name === 'batchChanged') batch = payload
  })
  await sleep(3_000)
  const machine = describeMachine()
  const before = engine.residentBytes().now
  /** @type {{ files: number, megabytes: number }[]} */
  const memory = []
  /** @type {number[]} */
  const latencies = []
  const startedAt = performance.now()
  const { id: batchId } = await engine.call('createBatch', {
    paths: [join(folder, 'in')],
    outDir: join(folder, 'out'),
  })
  while (batch.state === 'planning') {
    for (const [method, params] of /** @type {const} */ ([
      ['listItems', { batchId, offset: Math.max(0, batch.counts.total - 100), limit: 100 }],
      ['getSnapshot', {}],
    ])) {
      const asked = performance.now()
      await engine.call(method, params)
      latencies.push(performance.now() - asked)
    }
    if (batch.counts.total >= memory.length * 10_000) {
      memory.push({ files: batch.counts.total, megabytes: megabytes(engine.residentBytes().now) })
    }
    await sleep(50)
  }
  const plannedMs = performance.now() - startedAt
  const acceptStart = performance.now()
  await engine.call('startBatch', { batchId })
  const acceptMs = performance.now() - acceptStart
  await sleep(3_000)
  await engine.call('pauseBatch', { batchId }).catch(() => undefined)
  const { peak } = engine.residentBytes()
  engine.kill()

  latencies.sort((a, b) => a - b)
  const p95 = latencies[Math.floor(latencies.length * 0.95)] ?? 0
  const figures = [
    ['files', String(batch.counts.total), files === batch.counts.total],
    ['first rows', `${(firstRowsAt - startedAt).toFixed(0)} ms`, firstRowsAt - startedAt < 1_000],
    [
      'planned in',
      `${(plannedMs / 1_000).toFixed(1)} s, ${((1_000 * plannedMs) / files).toFixed(0)} µs per file`,
      true,
    ],
    [
      'accepted in',
      `${acceptMs.toFixed(0)} ms, ${((1_000 * acceptMs) / files).toFixed(0)} µs per file`,
      true,
    ],
    [
      'engine',
      `${megabytes(peak)} MB at its peak, ${megabytes(before)} MB idle before; ${memory.map((look) => `${look.megabytes} MB at ${look.files}`).join(', ')}`,
      peak < 200e6,
    ],
    [
      'commands, p95',
      `${p95.toFixed(1)} ms of ${latencies.length}, longest ${latencies.at(-1)?.toFixed(0)} ms`,
      p95 < 100,
    ],
  ]
  writeResult('intake', {
    machine,
    files,
    memory,
    figures: figures.map(([name, value, good]) => ({ name, value, good })),
  })
  for (const [name, value, good] of figures) console.log(`${good ? 'ok ' : 'BAD'} ${name}: ${value}`)
  return figures.every(([, , good]) => good)
}

/** @param {number} bytes */
function megabytes(bytes) {
  return Math.round(bytes / 1e6)
}

/**
 * Tiny images, a thousand to a folder.
 *
 * @param {string} folder
 * @param {number} count
 */
async function makeFiles(folder, count) {
  const create = { width: 16, height: 12, channels: /** @type {const} */ (3), background: '#47a' }
  const image = await sharp({ create }).png().toBuffer()
  for (let index = 0; index < count; index += 1) {
    const place = join(folder, `folder ${Math.floor(index / 1_000)}`)
    if (index % 1_000 === 0) await mkdir(place, { recursive: true })
    await writeFile(join(place, `image ${index}.png`), image)
  }
}
