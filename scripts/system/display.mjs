// A screen large enough for the window at its preferred size. -noreset: when its last window closes, the
// server would start over and signal that to xvfb-run, which mistakes it for a failure if it is just tidying
// up, and ends with status 5 (about one run in 25 here).
const SERVER_OPTIONS = '-screen 0 1600x1000x24 -noreset'

/**
 * Whether windows can be shown. Outside Linux there always is a screen to ask for.
 *
 * @param {NodeJS.ProcessEnv} [env]
 * @param {NodeJS.Platform} [platform]
 */
export function hasDisplay(env = process.env, platform = process.platform) {
  return platform !== 'linux' || Boolean(env.DISPLAY) || Boolean(env.WAYLAND_DISPLAY)
}

/**
 * Wraps a command so that it has a display: itself where there is one, else under a virtual one.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @param {NodeJS.Platform} [platform]
 * @returns {{ command: string, args: string[] }}
 */
export function withDisplay(command, args, env = process.env, platform = process.platform) {
  if (hasDisplay(env, platform)) return { command, args }
  // -a looks for a free display number.
  return { command: 'xvfb-run', args: ['-a', '-s', SERVER_OPTIONS, command, ...args] }
}
