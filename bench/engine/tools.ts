import { execFileSync } from 'node:child_process'
import { accessSync, constants, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Whether there is such a program on the search path. */
export function isProgram(name: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

/**
 * Installs what Whittle is compared with, and never depends on, into a folder of its own.
 *
 * @returns The folder; `undefined` when the registry cannot be reached.
 */
export function installPeers(folder: string): string | undefined {
  try {
    writeFileSync(join(folder, 'package.json'), '{ "private": true }')
    execFileSync('npm', ['install', '--no-audit', '--no-fund', 'sharp-cli@6.1.0', 'ipx@3.1.1'], {
      cwd: folder,
      stdio: 'pipe',
    })
    return folder
  } catch (error) {
    console.log(`sharp-cli and ipx could not be installed: ${String(error)}`)
    return undefined
  }
}

/** The first line that a program says of itself that holds a number; `unknown` where it says none. */
export function versionOf(program: string): string {
  for (const option of ['--version', '-version']) {
    try {
      const said = execFileSync(program, [option], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
      const line = said.split('\n').find((one) => /\d+\.\d+/.test(one))
      if (line !== undefined) return line.trim()
    } catch {
      // The other spelling, then.
    }
  }
  return 'unknown'
}
