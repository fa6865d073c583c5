import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout. */
export const projectRoot = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '')

/**
 * @param {string[]} segments below `node_modules`
 * @returns {string}
 */
export function inNodeModules(...segments) {
  return path.join(projectRoot, 'node_modules', ...segments)
}
