import { existsSync, readFileSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { reasonOf, say } from '../lib/messages.mjs'

// Long enough that a day's runs on a machine without GitHub do not wait for it each time, short enough that a
// network that comes back is noticed.
const REMEMBERED_FOR_MS = 6 * 60 * 60 * 1000

/**
 * @typedef {object} FailedDownload
 * @property {string} version the Electron that could not be downloaded
 * @property {string} reason
 * @property {number} failedAt milliseconds since 1970
 */

/**
 * @param {string} cacheFolder
 * @param {string} version
 * @param {number} [now]
 * @returns {FailedDownload | undefined} the failure of this version's download, unless it is too old to count
 */
export function recallFailure(cacheFolder, version, now = Date.now()) {
  try {
    const note = JSON.parse(readFileSync(noteIn(cacheFolder), 'utf8'))
    const age = now - note.failedAt
    return note.version === version && age >= 0 && age < REMEMBERED_FOR_MS ? note : undefined
  } catch {
    // No note, or one that cannot be read: the download is simply tried.
    return undefined
  }
}

/**
 * Notes a failure. A cache that cannot be written (a CI image may carry one) costs another attempt next time,
 * no more.
 *
 * @param {string} cacheFolder
 * @param {FailedDownload} failure
 */
export async function rememberFailure(cacheFolder, failure) {
  try {
    await mkdir(cacheFolder, { recursive: true })
    await writeFile(noteIn(cacheFolder), JSON.stringify(failure))
  } catch (error) {
    say(`the failed download is not noted: ${reasonOf(error)}`)
  }
}

/** @param {string} cacheFolder */
export async function forgetFailure(cacheFolder) {
  if (existsSync(noteIn(cacheFolder))) await rm(noteIn(cacheFolder), { force: true })
}

/** @param {string} cacheFolder */
function noteIn(cacheFolder) {
  return path.join(cacheFolder, 'failed-download.json')
}
