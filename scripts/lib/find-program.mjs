import { accessSync, constants } from 'node:fs'
import path from 'node:path'

// Where administrators' tools live; on Debian a normal user's PATH does not have these.
const SYSTEM_FOLDERS = ['/usr/sbin', '/sbin']

/**
 * Finds a program the way a shell does.
 *
 * @param {string} name
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | undefined} its full path
 */
export function findProgram(name, env = process.env) {
  const folders = [...(env.PATH ?? '').split(path.delimiter), ...SYSTEM_FOLDERS]
  return folders
    .filter((folder) => folder !== '')
    .map((folder) => path.join(folder, name))
    .find(isExecutable)
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}
