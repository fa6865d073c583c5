import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { SetupError, say } from './lib/messages.mjs'
import { inNodeModules, projectRoot } from './lib/paths.mjs'
import { run } from './lib/run.mjs'

const SOURCES = ['src', 'scripts/vite', 'electron.vite.config.ts', 'package.json', 'package-lock.json']

// One file of each bundle: a build that stopped halfway, or `npm run dev`, which writes no renderer, leaves
// one behind.
const PRODUCTS = ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html']

/** Builds the app unless what is in `out/` is newer than every source. */
export async function buildIfStale() {
  if (!isStale(projectRoot, SOURCES, PRODUCTS)) return
  say('building')
  const electronVite = inNodeModules('electron-vite', 'bin', 'electron-vite.js')
  const status = await run(process.execPath, [electronVite, 'build', '--logLevel', 'warn'], {
    cwd: projectRoot,
  })
  if (status !== 0) throw new SetupError('The build failed; see above.')
}

/**
 * @param {string} root
 * @param {string[]} sources files and folders below root; one that does not exist is no source
 * @param {string[]} products files below root
 * @returns {boolean} whether a product is missing or older than a source
 */
export function isStale(root, sources, products) {
  const made = products.map((file) => mtimeOf(path.join(root, file)) ?? Number.NEGATIVE_INFINITY)
  return newestBelow(root, sources) >= Math.min(...made)
}

/**
 * @param {string} folder
 * @param {string[]} names
 * @returns {number} the latest change, that of folders included: theirs tells that a file was removed
 */
function newestBelow(folder, names) {
  let newest = 0
  for (const name of names) {
    const entry = path.join(folder, name)
    const found = statSync(entry, { throwIfNoEntry: false })
    if (!found) continue
    newest = Math.max(newest, found.mtimeMs, found.isDirectory() ? newestBelow(entry, readdirSync(entry)) : 0)
  }
  return newest
}

/** @param {string} file */
function mtimeOf(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs
}
