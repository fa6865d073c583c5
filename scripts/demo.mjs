import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { isVirtualDisplay, prepare, rerunOnVirtualDisplay } from './launch.mjs'
import { dropPaths } from './lib/drop.mjs'
import { main, SetupError, say } from './lib/messages.mjs'
import { launchApp } from './lib/open-window.mjs'
import { projectRoot } from './lib/paths.mjs'
import { hasDisplay } from './system/display.mjs'

const SAMPLES = path.join(projectRoot, 'samples')
const OUTPUT = path.join(projectRoot, 'demo-output')
// Three formats at three sizes; each sample is large enough for all.
const FILES_PER_PHOTOGRAPH = 9
// Six photographs take about 15 s on two cores; a slow or busy machine may take its time.
const RUN_LIMIT_MS = 300_000

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {import('@playwright/test').ElectronApplication} App */

await main(async () => {
  const electron = await prepare()
  if (!hasDisplay()) return rerunOnVirtualDisplay(electron.env)
  await rm(OUTPUT, { recursive: true, force: true })
  // A home of its own: the demo neither needs nor touches what an installed Whittle remembers.
  const home = await mkdtemp(path.join(tmpdir(), 'whittle-demo-'))
  const app = await launchApp(electron, home)
  // Asked for before anybody can close it.
  /** @type {Promise<void>} */
  const closed = new Promise((resolve) => app.once('close', () => resolve()))
  try {
    const page = await app.firstWindow()
    await optimizeSamples(app, page)
    await page.screenshot({ path: path.join(OUTPUT, 'window.png') })
    const problems = await report()
    if (!isVirtualDisplay()) {
      say('the window stays open; close it to end the demo')
      await closed
    }
    return problems === 0 ? 0 : 1
  } finally {
    await app.close().catch(() => undefined)
    await rm(home, { recursive: true, force: true, maxRetries: 3 })
  }
})

/**
 * What a person would do: drop the folder, choose where results go, start, and watch.
 *
 * @param {App} app
 * @param {Page} page
 */
async function optimizeSamples(app, page) {
  await page.getByRole('button', { name: 'Choose folder…' }).waitFor()
  say('dropping samples/ on the window')
  await dropPaths(page, [SAMPLES])
  // The system's own dialog cannot be operated from here; it answers with the demo's folder.
  await app.evaluate(({ dialog }, folder) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [folder] })
  }, OUTPUT)
  await page.getByRole('button', { name: 'Change output folder…' }).click()
  await page.getByText('demo-output').first().waitFor()
  await page.getByRole('button', { name: /^Optimize \d+ images?$/ }).click()
  await watch(page)
}

/** @param {Page} page */
async function watch(page) {
  const showInFolder = page.getByRole('button', { name: 'Show in folder' }).first()
  const deadline = Date.now() + RUN_LIMIT_MS
  let shown = ''
  while (!(await showInFolder.isVisible())) {
    if (Date.now() > deadline) throw new SetupError('The batch did not finish in five minutes.')
    const bar = page.getByRole('progressbar').first()
    const text = (await bar.getAttribute('aria-valuetext', { timeout: 1_000 }).catch(() => null)) ?? shown
    if (text !== shown) say(text)
    shown = text
    await page.waitForTimeout(500)
  }
}

/**
 * Prints what the manifest says and the disk confirms.
 *
 * @returns {Promise<number>} how many photographs are missing, or outputs not as the manifest says
 */
async function report() {
  const { default: Table } = await import('cli-table3')
  const { default: prettyBytes } = await import('pretty-bytes')
  const manifest = JSON.parse(await readFile(path.join(OUTPUT, 'whittle-manifest.json'), 'utf8'))
  const table = new Table({
    head: ['image', 'original', 'files', 'best at full width', 'saved'],
    colAligns: ['left', 'right', 'right', 'left', 'right'],
    style: { head: [], border: [] },
  })
  let problems = 0
  let before = 0
  let after = 0
  for (const { source, outputs, complete } of manifest.images) {
    if (!complete || outputs.length !== FILES_PER_PHOTOGRAPH) problems += 1
    for (const output of outputs) {
      const found = await stat(path.join(OUTPUT, output.path)).catch(() => undefined)
      if (found?.size !== output.bytes) problems += 1
    }
    const widest = Math.max(...outputs.map((/** @type {{ width: number }} */ output) => output.width))
    const [best] = outputs
      .filter((/** @type {{ width: number }} */ output) => output.width === widest)
      .sort((/** @type {{ bytes: number }} */ a, /** @type {{ bytes: number }} */ b) => a.bytes - b.bytes)
    before += source.bytes
    after += best.bytes
    table.push([
      path.basename(source.path),
      `${source.width}×${source.height} ${prettyBytes(source.bytes)}`,
      outputs.length,
      `${best.format} ${best.width}×${best.height} ${prettyBytes(best.bytes)}`,
      saved(source.bytes, best.bytes),
    ])
  }
  table.push(['together', prettyBytes(before), '', prettyBytes(after), saved(before, after)])
  console.log(table.toString())
  say(`variants, manifest and window.png are in ${path.relative(process.cwd(), OUTPUT) || '.'}`)
  const done = manifest.images.map((/** @type {{ source: { path: string } }} */ { source }) =>
    path.basename(source.path),
  )
  for (const name of await readdir(SAMPLES)) {
    if (name.endsWith('.jpg') && !done.includes(name)) problems += 1
  }
  if (problems > 0) console.error(`${problems} photographs or files are missing or not as the manifest says.`)
  return problems
}

/**
 * @param {number} before bytes
 * @param {number} after bytes
 */
function saved(before, after) {
  return `${Math.round((1 - after / before) * 100)} %`
}
