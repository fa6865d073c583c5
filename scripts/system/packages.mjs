/**
 * The Debian and Ubuntu packages that a window needs, each with its names in order of preference: since the
 * move to a 64-bit time_t (Ubuntu 24.04, Debian 13) some carry a suffix, and their old names are virtual
 * packages that apt-get refuses. What these depend on completes the list of Electron's libraries.
 *
 * @type {string[][]}
 */
export const WINDOW_PACKAGES = [
  ['libgtk-3-0t64', 'libgtk-3-0'],
  ['libnss3'],
  ['libasound2t64', 'libasound2'],
  ['libgbm1'],
  ['libxss1'],
  ['libxtst6'],
]

/**
 * What a virtual display needs.
 *
 * @type {string[][]}
 */
export const DISPLAY_PACKAGES = [['xvfb'], ['xauth']]

/**
 * Chooses the name this release uses for each package.
 *
 * @param {string[][]} packages names in order of preference
 * @param {Set<string>} available names that can be installed here
 * @param {boolean} suffixed whether this release uses the `t64` names; decides where the package lists are
 *   empty
 * @returns {string[]}
 */
export function choosePackages(packages, available, suffixed) {
  return packages.flatMap((names) => {
    const guess = suffixed ? names[0] : names.at(-1)
    return names.find((name) => available.has(name)) ?? guess ?? []
  })
}

/**
 * Reads `apt-cache policy`.
 *
 * @param {string} output in the C locale
 * @returns {Set<string>} the names that have a version to install
 */
export function installable(output) {
  const names = new Set()
  let name = ''
  for (const line of output.split('\n')) {
    const heading = /^(\S+?)(?::\w+)?:$/.exec(line)
    if (heading?.[1]) name = heading[1]
    else if (/^\s+Candidate: (?!\(none\))/.test(line)) names.add(name)
  }
  return names
}
