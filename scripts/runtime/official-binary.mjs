import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { SetupError } from '../lib/messages.mjs'

/**
 * @param {NodeJS.Platform} platform
 * @returns {string} where the binary is inside a distribution of Electron
 */
function binaryIn(platform) {
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron'
  return platform === 'win32' ? 'electron.exe' : 'electron'
}

/**
 * The binary the user points at, with the variable that the `electron` package has for it.
 *
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} platform
 * @returns {string | undefined} undefined when the variable is not set
 * @throws {SetupError} when there is no binary in that folder
 */
export function overridingBinary(env, platform) {
  const folder = env.ELECTRON_OVERRIDE_DIST_PATH
  if (!folder) return undefined
  const binary = path.resolve(folder, binaryIn(platform))
  if (isFile(binary)) return binary
  throw new SetupError(`ELECTRON_OVERRIDE_DIST_PATH is ${folder}, but there is no ${binary}.`)
}

/**
 * The binary that the `electron` package has downloaded.
 *
 * @param {string} packageFolder of the `electron` package
 * @returns {string | undefined} undefined when it is not there, or is of another version than the package
 */
export function installedBinary(packageFolder) {
  const dist = path.join(packageFolder, 'dist')
  const name = read(path.join(packageFolder, 'path.txt'))
  if (!name || read(path.join(dist, 'version'))?.replace(/^v/, '') !== officialVersion(packageFolder)) {
    return undefined
  }
  const binary = path.join(dist, name)
  return isFile(binary) ? binary : undefined
}

/**
 * @param {string} packageFolder of the `electron` package
 * @returns {string} such as `45.4.1`
 */
export function officialVersion(packageFolder) {
  return JSON.parse(readFileSync(path.join(packageFolder, 'package.json'), 'utf8')).version
}

/** @param {string} file */
function read(file) {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined
}

/** @param {string} file */
function isFile(file) {
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true
}
