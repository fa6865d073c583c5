import { capture } from '../lib/capture.mjs'
import { findProgram } from '../lib/find-program.mjs'
import { SetupError } from '../lib/messages.mjs'

// Newer Electrons choose their GTK at run time, where the linker's list does not show it.
const LOADED_AT_RUN_TIME = ['libgtk-3.so.0']

/**
 * Finds the shared libraries an executable needs and this system does not have. Takes a few milliseconds.
 *
 * @param {string} executablePath
 * @returns {Promise<string[]>} their names, such as `libgtk-3.so.0`; empty when nothing is missing
 */
export async function missingLibraries(executablePath) {
  const environment = { ...process.env, LC_ALL: 'C' }
  const [linked, cached] = await Promise.all([
    capture('ldd', [executablePath], { env: environment }),
    capture(findProgram('ldconfig') ?? 'ldconfig', ['-p'], { env: environment }),
  ])
  if (linked.status !== 0) {
    throw new SetupError(
      `${executablePath} cannot run on this system: ${linked.stderr.trim() || linked.stdout.trim()}\n` +
        'Electron needs a Linux with glibc (Debian, Ubuntu, Fedora, Arch …) and a binary for its processor.',
    )
  }
  const missing = new Set(unresolvedIn(linked.stdout))
  // Without the linker's cache (NixOS, Guix) nothing can be said about these.
  if (cached.status === 0) {
    for (const name of LOADED_AT_RUN_TIME) if (!cached.stdout.includes(`\t${name} `)) missing.add(name)
  }
  return [...missing].sort()
}

/**
 * @param {string} lddOutput
 * @returns {string[]} the names `ldd` found nothing for
 */
export function unresolvedIn(lddOutput) {
  return [...lddOutput.matchAll(/^\s*(\S+) => not found/gm)].flatMap(([, name]) => name ?? [])
}
