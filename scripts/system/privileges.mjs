import { capture } from '../lib/capture.mjs'
import { findProgram } from '../lib/find-program.mjs'

/** Only root may not use Chromium's sandbox, and only root needs no `sudo`. */
export function isRoot() {
  return process.getuid?.() === 0
}

/**
 * How this process may run something as root.
 *
 * @returns {Promise<string[] | undefined>} what to put before the command; undefined when a password would be
 *   needed
 */
export async function rootPrefix() {
  if (isRoot()) return []
  if (!findProgram('sudo')) return undefined
  const asked = await capture('sudo', ['-n', 'true'])
  return asked.status === 0 ? ['sudo', '-n'] : undefined
}

/**
 * Asks a person to run something as root, the way this machine does that.
 *
 * @param {string[]} commands run one after the other
 * @returns {string}
 */
export function requestForRoot(commands) {
  if (!findProgram('sudo')) return `Please run as root:\n\n  ${commands.join(' && ')}`
  return `Please run:\n\n  ${commands.map((command) => `sudo ${command}`).join(' && ')}`
}
