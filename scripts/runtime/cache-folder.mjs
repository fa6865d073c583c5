import { existsSync, rmSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { codeOf, reasonOf, SetupError } from '../lib/messages.mjs'

const STAGING = '.building-'

// A staging folder older than this belongs to a setup that was killed; the longest download takes minutes.
const ABANDONED_AFTER_MS = 3 * 60 * 60 * 1000

const DISK_TROUBLE = ['ENOSPC', 'EDQUOT', 'EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST']

/** @type {NodeJS.Signals[]} */
const INTERRUPTS = ['SIGINT', 'SIGTERM']

/**
 * Where runtimes are kept: outside the checkout, so that a fresh clone finds them.
 *
 * @param {NodeJS.ProcessEnv} [env] `WHITTLE_RUNTIME_CACHE` names the folder itself; `XDG_CACHE_HOME` its
 *   parent
 * @returns {string}
 */
export function runtimeCacheFolder(env = process.env) {
  if (env.WHITTLE_RUNTIME_CACHE) return path.resolve(env.WHITTLE_RUNTIME_CACHE)
  // The XDG specification tells programs to ignore a relative path there.
  const xdg = env.XDG_CACHE_HOME && path.isAbsolute(env.XDG_CACHE_HOME) ? env.XDG_CACHE_HOME : undefined
  return path.join(xdg ?? path.join(os.homedir(), '.cache'), 'whittle')
}

/**
 * Makes a folder that is either complete or not there: it is built under another name beside its place and
 * moved there when done. Several processes may do so at once; the first to finish wins and the others use its
 * result.
 *
 * @param {string} folder
 * @param {string} essential a file in it; a folder without that is what somebody's tidying left, and replaced
 * @param {(staging: string) => Promise<string>} build works in `staging` and resolves with the finished
 *   folder, inside it
 */
export async function makeWhole(folder, essential, build) {
  const parent = path.dirname(folder)
  try {
    await mkdir(parent, { recursive: true })
    await removeAbandoned(parent)
    const staging = await mkdtemp(path.join(parent, STAGING))
    const onInterrupt = () => {
      rmSync(staging, { recursive: true, force: true })
      process.exit(130)
    }
    for (const signal of INTERRUPTS) process.on(signal, onInterrupt)
    try {
      await putInPlace(await build(staging), folder, essential)
    } finally {
      for (const signal of INTERRUPTS) process.off(signal, onInterrupt)
      await rm(staging, { recursive: true, force: true })
    }
  } catch (error) {
    throw DISK_TROUBLE.includes(codeOf(error) ?? '') ? explained(error, parent) : error
  }
}

/**
 * @param {string} made
 * @param {string} folder
 * @param {string} essential
 */
async function putInPlace(made, folder, essential) {
  try {
    await rename(made, folder)
  } catch (error) {
    // A rename never replaces a folder with something in it. Either another process was first …
    if (existsSync(path.join(folder, essential))) return
    if (!existsSync(folder)) throw error
    // … or there are remains in the way. Beside `made` they are removed with the staging folder.
    await rename(folder, `${made}-replaced`)
    await rename(made, folder)
  }
}

/** @param {string} parent */
async function removeAbandoned(parent) {
  for (const name of await readdir(parent)) {
    if (!name.startsWith(STAGING)) continue
    const folder = path.join(parent, name)
    const age = await stat(folder).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    )
    if (age > ABANDONED_AFTER_MS) await rm(folder, { recursive: true, force: true })
  }
}

/**
 * @param {unknown} error
 * @param {string} parent
 */
function explained(error, parent) {
  const full = ['ENOSPC', 'EDQUOT'].includes(codeOf(error) ?? '')
  const what = full ? 'The disk is full' : `Files cannot be written (${reasonOf(error)})`
  return new SetupError(
    `${what}: Electron is kept in ${parent}.\nWHITTLE_RUNTIME_CACHE can name another folder.`,
    { cause: error },
  )
}
