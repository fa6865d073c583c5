import { findProgram } from '../lib/find-program.mjs'
import { SetupError } from '../lib/messages.mjs'
import { hasApt, install } from './apt.mjs'
import { hasDisplay } from './display.mjs'
import { missingLibraries } from './libraries.mjs'
import { DISPLAY_PACKAGES, WINDOW_PACKAGES } from './packages.mjs'

const DISPLAY_PROGRAMS = ['xvfb-run', 'Xvfb', 'xauth']

/**
 * Sees to it that Electron's binary finds its libraries and, on a machine without a display, that there are
 * the programs for a virtual one. Linux only.
 *
 * @param {string} executablePath Electron's binary
 * @throws {SetupError} when something is missing and cannot be installed from here; it says what to do
 */
export async function ensureLibraries(executablePath) {
  const before = await findMissing(executablePath)
  if (before.libraries.length + before.programs.length === 0) return
  if (!hasApt())
    throw new SetupError(`${explain(before)}\nPlease install them with this system's package manager.`)

  const packages = [
    ...(before.libraries.length > 0 ? WINDOW_PACKAGES : []),
    ...(before.programs.length > 0 ? DISPLAY_PACKAGES : []),
  ]
  await install(packages, before.libraries.length > 0 ? 'Electron' : 'A virtual display')

  const after = await findMissing(executablePath)
  if (after.libraries.length + after.programs.length > 0) {
    throw new SetupError(`${explain(after)}\nThe packages that should bring them are installed.`)
  }
}

/** @param {string} executablePath */
async function findMissing(executablePath) {
  return {
    libraries: await missingLibraries(executablePath),
    programs: hasDisplay() ? [] : DISPLAY_PROGRAMS.filter((name) => !findProgram(name)),
  }
}

/** @param {{ libraries: string[], programs: string[] }} missing */
function explain({ libraries, programs }) {
  const lines = []
  if (libraries.length > 0) lines.push(`Electron does not find these libraries: ${libraries.join(', ')}`)
  if (programs.length > 0) {
    lines.push(`There is no display, and a virtual one needs these programs: ${programs.join(', ')}`)
  }
  return lines.join('\n')
}
