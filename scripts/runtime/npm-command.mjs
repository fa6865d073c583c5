import path from 'node:path'

/**
 * The npm that runs this script, or the one on the PATH, so that the user's registry and proxy settings
 * apply.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {{ command: string, args: string[] }}
 */
export function npmCommand(env = process.env) {
  const script = env.npm_execpath
  // Other package managers set npm_execpath as well, to themselves.
  if (script && path.basename(script) === 'npm-cli.js') return { command: process.execPath, args: [script] }
  return { command: 'npm', args: [] }
}
