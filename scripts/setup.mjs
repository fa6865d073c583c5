import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { main, SetupError, say } from './lib/messages.mjs'
import { inNodeModules } from './lib/paths.mjs'

// As in package.json ("engines").
const OLDEST_NODE = [20, 19]

/** @typedef {import('./electron-runtime.mjs').ElectronBinary} ElectronBinary */

/**
 * Sees to it that this machine has what Whittle's commands need, and gets what is missing where it may.
 *
 * @overload
 * @param {{ window: true, retry?: boolean }} options for commands that open a window
 * @returns {Promise<ElectronBinary>}
 */
/**
 * @overload
 * @param {{ window: false }} options for commands that need Node and its packages only
 * @returns {Promise<undefined>}
 */
/**
 * @param {{ window: boolean, retry?: boolean }} options `retry` tries the official Electron again after a
 *   failure
 * @returns {Promise<ElectronBinary | undefined>}
 * @throws {SetupError} when something is missing that a person has to get; it says how
 */
export async function setup({ window, retry = false }) {
  requireNode(process.versions.node)
  requirePackages()
  if (!window) return undefined

  // Loaded here, because some of it imports packages, and a missing node_modules should be said in plain
  // words.
  const { resolveElectron } = await import('./electron-runtime.mjs')
  const electron = await resolveElectron({ retry })
  if (process.platform === 'linux') {
    const { ensureLibraries } = await import('./system/ensure-libraries.mjs')
    const { ensureSandbox } = await import('./system/sandbox.mjs')
    await ensureLibraries(electron.executablePath)
    await ensureSandbox(electron.executablePath)
  }
  await rememberRuntime(electron)
  return electron
}

/**
 * For `whittle doctor`, which has neither Electron nor these scripts to ask.
 *
 * @param {ElectronBinary} electron
 */
async function rememberRuntime(electron) {
  const folder = inNodeModules('.cache', 'whittle')
  await mkdir(folder, { recursive: true })
  await writeFile(path.join(folder, 'electron.json'), JSON.stringify(electron))
}

/** @param {string} version */
function requireNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return
  throw new SetupError(`Whittle needs Node ${OLDEST_NODE.join('.')} or newer; this is Node ${version}.`)
}

function requirePackages() {
  if (existsSync(inNodeModules('electron', 'package.json'))) return
  throw new SetupError('The npm packages are not installed. Please run:\n\n  npm ci')
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await main(async () => {
    const electron = await setup({ window: true, retry: process.argv.includes('--retry') })
    say(`ready; Electron is ${electron.executablePath}`)
  })
}
