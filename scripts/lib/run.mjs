import { spawn } from 'node:child_process'
import { constants } from 'node:os'

// One Ctrl-C arrives twice under npm: once from the terminal, once passed on by npm. Chromium takes a second
// signal as "die at once", so repeats within this time count as one.
const SAME_SIGNAL_MS = 1000

// After an interrupt: `xvfb-run` ends at once, and what it started needs a moment to close its window and its
// files.
const END_WITHIN_MS = 10_000
const LOOK_EVERY_MS = 50

/** @type {NodeJS.Signals[]} */
const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP']

/**
 * Runs a program on this terminal until it ends. Interrupts are passed on to it and all it started
 * (`xvfb-run` is a shell script that passes on nothing itself); a second interrupt kills.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string }} [options]
 * @returns {Promise<number>} its exit status, 128 + n when signal n ended it; rejects when it cannot be
 *   started
 */
export async function run(command, args, options = {}) {
  // A process group of its own, so that one signal reaches everything in it. Windows has none, and would open
  // a console window instead.
  const grouped = process.platform !== 'win32'
  const child = spawn(command, args, { ...options, stdio: 'inherit', detached: grouped })

  /** @type {number | undefined} */
  let lastSignalAt
  /** @param {NodeJS.Signals} signal */
  const forward = (signal) => {
    const now = Date.now()
    const repeated = lastSignalAt !== undefined
    if (lastSignalAt !== undefined && now - lastSignalAt < SAME_SIGNAL_MS) return
    lastSignalAt = now
    kill(child.pid, grouped, repeated ? 'SIGKILL' : signal)
  }
  for (const signal of FORWARDED) process.on(signal, forward)

  /** @type {Promise<number>} */
  const ended = new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (status, signal) => resolve(status ?? 128 + (signal ? constants.signals[signal] : 0)))
  })
  try {
    const status = await ended
    if (grouped && lastSignalAt !== undefined) await groupEnded(child.pid)
    return status
  } finally {
    for (const signal of FORWARDED) process.off(signal, forward)
  }
}

/**
 * Waits for all that an interrupted program has started, and in the end kills it.
 *
 * @param {number | undefined} pid
 */
async function groupEnded(pid) {
  const deadline = Date.now() + END_WITHIN_MS
  // Signal 0 is never sent: it only asks whether there still is someone to send it to.
  while (kill(pid, true, 0)) {
    if (Date.now() > deadline) {
      kill(pid, true, 'SIGKILL')
      return
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
}

/**
 * @param {number | undefined} pid
 * @param {boolean} grouped whether it means the whole process group
 * @param {NodeJS.Signals | 0} signal
 * @returns {boolean} false when it has ended in the meantime
 */
function kill(pid, grouped, signal) {
  if (pid === undefined) return false
  try {
    return process.kill(grouped ? -pid : pid, signal)
  } catch {
    return false
  }
}
