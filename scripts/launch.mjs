import { buildIfStale } from './build.mjs'
import { run } from './lib/run.mjs'
import { setup } from './setup.mjs'
import { hasDisplay, withDisplay } from './system/display.mjs'
import { isRoot } from './system/privileges.mjs'

/**
 * How to start Electron here. Append the app's folder to `args`. With Playwright also pass
 * `chromiumSandbox: true`, or it goes without the sandbox whoever runs it.
 *
 * @typedef {object} ElectronCommand
 * @property {string} executablePath
 * @property {string[]} args
 * @property {Record<string, string>} env
 */

/** Set by {@link runOnVirtualDisplay} for what it starts. */
const VIRTUAL = 'WHITTLE_VIRTUAL_DISPLAY'

/**
 * All that a command needs before it starts the app: this machine's setup, a fresh build, the way to start
 * Electron.
 *
 * @returns {Promise<ElectronCommand>}
 * @throws {SetupError} when something is missing that a person has to get
 */
export async function prepare() {
  // Under a virtual display this was done just before, by the process that opened it.
  const known = process.env.WHITTLE_ELECTRON
  if (isVirtualDisplay() && known) return electronCommand(known)
  const electron = await setup({ window: true })
  await buildIfStale()
  return electronCommand(electron.executablePath)
}

/**
 * @param {string} executablePath
 * @param {NodeJS.ProcessEnv} [parent]
 * @param {boolean} [root] whether this is root, whom Chromium refuses to run for with its sandbox
 * @returns {ElectronCommand} `env` also carries it to children, as WHITTLE_ELECTRON and WHITTLE_ELECTRON_ARGS
 */
export function electronCommand(executablePath, parent = process.env, root = isRoot()) {
  const args = root ? ['--no-sandbox'] : []
  /** @type {Record<string, string>} */
  const env = {}
  for (const [name, value] of Object.entries(parent)) {
    // Some editors set this for their terminals; it would turn Electron into a plain Node.
    if (value !== undefined && name !== 'ELECTRON_RUN_AS_NODE') env[name] = value
  }
  // The pool host runs in this Node; npm sets the variable, `node scripts/…` does not.
  env.npm_node_execpath ||= process.execPath
  env.WHITTLE_ELECTRON = executablePath
  env.WHITTLE_ELECTRON_ARGS = JSON.stringify(args)
  return { executablePath, args, env }
}

/** Whether this process was started by {@link runOnVirtualDisplay}. */
export function isVirtualDisplay() {
  return process.env[VIRTUAL] === '1'
}

/**
 * Runs a program where windows can be shown: on the display, or on a virtual one that lasts as long as the
 * program.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env as {@link electronCommand} gives it
 * @returns {Promise<number>} the exit status
 */
export function runOnDisplay(command, args, env) {
  return hasDisplay() ? run(command, args, { env }) : runOnVirtualDisplay(command, args, env)
}

/**
 * Runs the present script once more, with the same arguments, on a virtual display.
 *
 * @param {NodeJS.ProcessEnv} env as {@link electronCommand} gives it
 * @returns {Promise<number>} its exit status
 */
export function rerunOnVirtualDisplay(env) {
  return runOnVirtualDisplay(process.execPath, process.argv.slice(1), env)
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
function runOnVirtualDisplay(command, args, env) {
  const wrapped = withDisplay(command, args)
  return run(wrapped.command, wrapped.args, { env: { ...env, [VIRTUAL]: '1' } })
}
