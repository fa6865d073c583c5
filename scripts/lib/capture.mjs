import { spawn } from 'node:child_process'

/**
 * @typedef {object} Captured
 * @property {number | null} status exit status; `null` when the program did not start or was killed
 * @property {string} stdout
 * @property {string} stderr the reason when the program could not be started
 */

/**
 * Runs a program to its end without a terminal and keeps what it prints. It never rejects: a program that is
 * not there is a result like any other.
 *
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, signal?: AbortSignal }} [options] `signal` ends it with
 *   SIGTERM
 * @returns {Promise<Captured>}
 */
export function capture(command, args, options = {}) {
  return new Promise((resolve) => {
    let stdout = ''
    let stderr = ''
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    child.stdout.setEncoding('utf8').on('data', (text) => {
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text) => {
      stderr += text
    })
    child.on('error', (error) => resolve({ status: null, stdout, stderr: stderr || error.message }))
    child.on('close', (status) => resolve({ status, stdout, stderr }))
  })
}

/**
 * @param {Captured} result
 * @param {number} [lines]
 * @returns {string} the end of what a failed program said, for an error message
 */
export function lastWords(result, lines = 8) {
  return (result.stderr.trim() || result.stdout.trim()).split('\n').slice(-lines).join('\n')
}
