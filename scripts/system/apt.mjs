import { capture, lastWords } from '../lib/capture.mjs'
import { findProgram } from '../lib/find-program.mjs'
import { SetupError, say } from '../lib/messages.mjs'
import { choosePackages, installable } from './packages.mjs'
import { requestForRoot, rootPrefix } from './privileges.mjs'

// Another apt (unattended upgrades, a second setup) may hold the lock; seconds to wait for it.
const LOCK_OPTION = 'DPkg::Lock::Timeout=180'

/** Whether this system installs its packages with apt. */
export function hasApt() {
  return findProgram('apt-get') !== undefined && findProgram('apt-cache') !== undefined
}

/**
 * Installs system packages as root or through a `sudo` that asks nothing.
 *
 * @param {string[][]} packages each with its names in order of preference
 * @param {string} purpose why, for the line that is printed
 * @throws {SetupError} with the command to run, when this process may not install, or with apt's words when
 *   apt fails
 */
export async function install(packages, purpose) {
  const prefix = await rootPrefix()
  if (!prefix) {
    const names = await namesHere(packages)
    throw new SetupError(
      `${purpose} needs system packages that are not installed. ` +
        requestForRoot(['apt-get update', `apt-get install -y --no-install-recommends ${names.join(' ')}`]),
    )
  }
  say(`${purpose} needs system packages; reading apt's package lists`)
  const updated = await asRoot(prefix, ['apt-get', '-q', 'update'])
  // A single source that fails is no reason to stop: the packages may well be in the lists that are there.
  if (updated.status !== 0) say(`apt-get update failed, going on without: ${lastWords(updated, 1)}`)
  const names = await namesHere(packages)
  say(`installing ${names.join(' ')}`)
  const options = ['-q', '-y', '--no-install-recommends', '-o', LOCK_OPTION]
  const installed = await asRoot(prefix, ['apt-get', 'install', ...options, ...names])
  if (installed.status !== 0) {
    throw new SetupError(`apt-get could not install ${names.join(' ')}:\n${lastWords(installed)}`)
  }
}

/**
 * @param {string[]} prefix
 * @param {string[]} command
 */
function asRoot(prefix, command) {
  // `env`, because sudo does not hand on the environment it is started in.
  const [program = 'env', ...args] = [
    ...prefix,
    'env',
    'DEBIAN_FRONTEND=noninteractive',
    'LC_ALL=C',
    ...command,
  ]
  return capture(program, args)
}

/** @param {string[][]} packages */
async function namesHere(packages) {
  const env = { ...process.env, LC_ALL: 'C' }
  const [policy, suffixed] = await Promise.all([
    capture('apt-cache', ['policy', ...packages.flat()], { env }),
    capture('dpkg-query', ['--list', '*t64'], { env }),
  ])
  return choosePackages(packages, installable(policy.stdout), /^ii /m.test(suffixed.stdout))
}
