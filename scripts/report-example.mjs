import { copyFile, mkdir, mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buildIfStale } from './build.mjs'
import { main, SetupError, say } from './lib/messages.mjs'
import { projectRoot } from './lib/paths.mjs'
import { run } from './lib/run.mjs'
import { setup } from './setup.mjs'

const EXAMPLE = path.join(projectRoot, 'docs', 'examples', 'report')
const CLI = path.join(projectRoot, 'out', 'main', 'cli.js')

/** Optimizes `samples/` and writes a report of that in every format, as the example in the docs. */
await main(async () => {
  // For the PDF.
  await setup({ window: true })
  await buildIfStale()
  const folder = await mkdtemp(path.join(tmpdir(), 'whittle-example-'))
  const env = { ...process.env, WHITTLE_HOME: path.join(folder, 'home') }
  const whittle = async (/** @type {string[]} */ ...args) => {
    const status = await run(process.execPath, [CLI, ...args], { env })
    if (status !== 0) throw new SetupError(`whittle ${args[0]} ended with ${status}.`)
  }
  try {
    await whittle('optimize', path.join(projectRoot, 'samples'), '--out', path.join(folder, 'web'), '--quiet')
    const notes =
      'Six photographs for the web, in three formats at three sizes.\nMade with the recipe that is chosen at first.'
    const words = [
      '--title',
      'Six photographs',
      '--notes',
      notes,
      '--logo',
      path.join(projectRoot, 'resources/icons/whittle.svg'),
    ]
    await whittle('report', '--format', 'html,pdf,csv,json', '--out', path.join(folder, 'report'), ...words)
    await rm(EXAMPLE, { recursive: true, force: true })
    await mkdir(EXAMPLE, { recursive: true })
    for (const name of await readdir(path.join(folder, 'report'))) {
      await copyFile(
        path.join(folder, 'report', name),
        path.join(EXAMPLE, `six-photographs${path.extname(name)}`),
      )
    }
    say(`the example is in ${path.relative(process.cwd(), EXAMPLE)}`)
    return 0
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
})
