import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildIfStale } from '../scripts/build.mjs'
import { prepare, rerunOnVirtualDisplay } from '../scripts/launch.mjs'
import { main } from '../scripts/lib/messages.mjs'
import { hasDisplay } from '../scripts/system/display.mjs'
import { describeMachine, writeResult } from './lib/machine.mjs'
import { tortureCli } from './lib/torture.mjs'
import { tortureApp } from './lib/torture-app.mjs'

// Kills Whittle again and again and looks whether anything is lost:
//   npm run bench:torture -- --kills 30 --app 10
// Ends with 1 when there is a fault. The seed repeats the instants, not what the machine makes of them.
await main(async () => {
  const { values } = parseArgs({
    options: {
      kills: { type: 'string', default: '30' },
      app: { type: 'string', default: '10' },
      images: { type: 'string', default: '200' },
      seed: { type: 'string', default: String(Date.now() % 100_000) },
    },
  })
  const appKills = Number(values.app)
  if (appKills > 0) {
    const electron = await prepare()
    if (!hasDisplay()) return rerunOnVirtualDisplay(electron.env)
    process.env.WHITTLE_ELECTRON = electron.executablePath
  } else {
    await buildIfStale()
  }
  const folder = await mkdtemp(join(tmpdir(), 'whittle-torture-'))
  const log = (/** @type {string} */ line) => console.log(line)
  const task = { folder, images: Number(values.images), seed: Number(values.seed), log }
  log(`seed ${values.seed}`)
  const machine = describeMachine()
  try {
    const results = [await tortureCli({ ...task, kills: Number(values.kills) })]
    if (appKills > 0) results.push(await tortureApp({ ...task, kills: appKills }))
    for (const { kills, rounds, setAside, faults } of results) {
      log(
        `${kills} kills in ${rounds} batches, ${setAside} set aside and tried again, ${faults.length} faults`,
      )
      for (const fault of faults.slice(0, 20)) log(`  ${fault}`)
    }
    const rows = results.map((result, index) => ({ target: index === 0 ? 'command line' : 'app', ...result }))
    writeResult('torture', { machine, images: task.images, seed: task.seed, results: rows })
    return results.some(({ faults }) => faults.length > 0) ? 1 : 0
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
})
