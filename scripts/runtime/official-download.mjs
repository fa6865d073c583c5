import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { capture } from '../lib/capture.mjs'
import { say } from '../lib/messages.mjs'
import { installedBinary, officialVersion } from './official-binary.mjs'

// Without a network the package's script gives up by itself, at once or after Node's 10 s limit on
// connecting. This is for networks that accept the connection and then say nothing.
const STALLED_AFTER_MS = 45_000
const LOOK_EVERY_MS = 1000
const REPORT_EVERY_MS = 15_000

/**
 * Lets the `electron` package download its binary, the same way as on its first use. It checks what it gets
 * against the checksums it carries.
 *
 * @param {string} packageFolder of the `electron` package
 * @param {number} [stalledAfterMs] ends it when no byte has arrived for so long
 * @returns {Promise<{ binary: string } | { reason: string }>} the binary, or why there is none
 */
export async function downloadOfficial(packageFolder, stalledAfterMs = STALLED_AFTER_MS) {
  say(`downloading Electron ${officialVersion(packageFolder)} (about 120 MB, once)`)
  // The script downloads to the folder for temporary files; with one of its own, progress is what grows in
  // there.
  const temporary = await mkdtemp(path.join(os.tmpdir(), 'whittle-electron-'))
  const controller = new AbortController()
  const watch = watchGrowth(temporary, stalledAfterMs, () => controller.abort())
  try {
    const result = await capture(process.execPath, [path.join(packageFolder, 'install.js')], {
      env: { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary },
      signal: controller.signal,
    })
    const binary = installedBinary(packageFolder)
    if (binary) return { binary }
    if (controller.signal.aborted) return { reason: `nothing arrived for ${stalledAfterMs / 1000} s` }
    return { reason: firstLine(result.stderr) || `its script ended with status ${result.status}` }
  } finally {
    watch.stop()
    await rm(temporary, { recursive: true, force: true })
  }
}

/**
 * @param {string} folder
 * @param {number} limitMs
 * @param {() => void} onStalled
 */
function watchGrowth(folder, limitMs, onStalled) {
  let size = 0
  let changedAt = Date.now()
  let reportedAt = changedAt
  const timer = setInterval(
    async () => {
      const now = Date.now()
      const current = await sizeOf(folder)
      if (current !== size) changedAt = now
      size = current
      if (now - changedAt >= limitMs) onStalled()
      if (now - reportedAt >= REPORT_EVERY_MS && size > 0) {
        reportedAt = now
        say(`${Math.round(size / 1e6)} MB so far`)
      }
    },
    Math.min(LOOK_EVERY_MS, limitMs),
  )
  return { stop: () => clearInterval(timer) }
}

/**
 * @param {string} folder
 * @returns {Promise<number>} the bytes of all files below it
 */
async function sizeOf(folder) {
  let total = 0
  for (const entry of await readdir(folder, { recursive: true }).catch(() => [])) {
    total += await stat(path.join(folder, entry)).then(
      (found) => (found.isFile() ? found.size : 0),
      () => 0,
    )
  }
  return total
}

/** @param {string} text */
function firstLine(text) {
  const line = text.split('\n').find((candidate) => candidate.trim() !== '')
  return line?.trim().replace(/^(\w*Error): /, '') ?? ''
}
