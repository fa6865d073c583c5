/**
 * Says what a script does, in one calm line.
 *
 * @param {string} text
 */
export function say(text) {
  console.log(`· ${text}`)
}

/**
 * Something a person has to put right. Its message is printed as it is, without a stack: it must say what is
 * missing and, where there is one, the exact command that helps.
 */
export class SetupError extends Error {
  /** @override */
  name = 'SetupError'
}

/**
 * Runs a script's body and makes its result the exit status of the process.
 *
 * @param {() => Promise<number | void>} body resolves with an exit status; nothing counts as 0
 */
export async function main(body) {
  try {
    process.exitCode = (await body()) ?? 0
  } catch (error) {
    console.error(error instanceof SetupError ? `\n${error.message}\n` : error)
    process.exitCode = 1
  }
}

/**
 * @param {unknown} error
 * @returns {string} what an error says, whatever was thrown
 */
export function reasonOf(error) {
  return error instanceof Error ? error.message : String(error)
}

/**
 * @param {unknown} error
 * @returns {string | undefined} the code of a system error (`ENOENT`, `ENOSPC`)
 */
export function codeOf(error) {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}
