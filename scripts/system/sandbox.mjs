import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { capture, lastWords } from '../lib/capture.mjs'
import { SetupError, say } from '../lib/messages.mjs'
import { isRoot, requestForRoot, rootPrefix } from './privileges.mjs'

// Bit of CAP_SYS_ADMIN in the kernel's capability masks (linux/capability.h).
const CAP_SYS_ADMIN = 21n

/**
 * Sees to it that Chromium can build its sandbox: with user namespaces where the kernel lets everyone make
 * them, else with the setuid helper beside the binary. Root cannot use it and is started without (see
 * `electronCommand`); nobody else is. Linux only.
 *
 * @param {string} executablePath Electron's binary
 * @throws {SetupError} when neither way is open; it says what to do
 */
export async function ensureSandbox(executablePath) {
  if (isRoot() || (await userNamespacesWork())) return
  const helper = path.join(path.dirname(executablePath), 'chrome-sandbox')
  const state = helperState(helper)
  const allowed = helperCanWork(readFileSync('/proc/self/status', 'utf8'))
  if (state === 'ready' && allowed) return

  const why = 'This system does not let programs make user namespaces, which Chromium builds its sandbox with'
  if (state === 'absent') throw new SetupError(`${why}, and there is no helper at ${helper}.`)
  if (!allowed) {
    throw new SetupError(
      `${why}, and this container does not let a setuid helper do it either.\n` +
        'Allow one of the two when the container is started, or run this as root, which goes without.',
    )
  }
  const commands = [
    ['chown', 'root', helper],
    ['chmod', '4755', helper],
  ]
  const prefix = await rootPrefix()
  if (!prefix) {
    throw new SetupError(
      `${why}. Its helper must belong to root instead. ` +
        requestForRoot(commands.map(([program, value]) => `${program} ${value} '${helper}'`)),
    )
  }
  say(`${why}; giving its helper to root`)
  for (const command of commands) {
    const [program = '', ...args] = [...prefix, ...command]
    const result = await capture(program, args)
    if (result.status !== 0) throw new SetupError(`${command.join(' ')} failed: ${lastWords(result)}`)
  }
}

/** Whether any user can make a user namespace and be root in it, as Chromium's sandbox does. */
async function userNamespacesWork() {
  // Ubuntu restricts by program: `unshare` may have a permission there that Electron has not, so ask the
  // switch first.
  if (kernelSwitch('/proc/sys/kernel/apparmor_restrict_unprivileged_userns') === '1') return false
  const tried = await capture('unshare', ['--user', '--map-root-user', 'true'])
  if (tried.status !== null) return tried.status === 0
  // No `unshare` here; ask the two switches that turn namespaces off.
  return (
    kernelSwitch('/proc/sys/kernel/unprivileged_userns_clone') !== '0' &&
    kernelSwitch('/proc/sys/user/max_user_namespaces') !== '0'
  )
}

/**
 * @param {string} file
 * @returns {string | undefined}
 */
function kernelSwitch(file) {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return undefined
  }
}

/**
 * @param {string} helper
 * @returns {'ready' | 'unfit' | 'absent'} Chromium takes it only when it is root's, setuid, and runnable by
 *   all
 */
export function helperState(helper) {
  const found = statSync(helper, { throwIfNoEntry: false })
  if (!found) return 'absent'
  return found.uid === 0 && (found.mode & 0o4001) === 0o4001 ? 'ready' : 'unfit'
}

/**
 * @param {string} status the text of `/proc/self/status`
 * @returns {boolean} whether a setuid program gets the rights of root from here
 */
export function helperCanWork(status) {
  const bounding = /^CapBnd:\s*([0-9a-f]+)$/m.exec(status)?.[1]
  const hasAdmin = bounding === undefined || ((BigInt(`0x${bounding}`) >> CAP_SYS_ADMIN) & 1n) === 1n
  return hasAdmin && !/^NoNewPrivs:\s*1$/m.test(status)
}
