import type { ErrorCode } from '../shared/errors.ts'

/** What the process answers. Scripts rely on these; they never change meaning. */
export const exitCodes = {
  done: 0,
  /** Finished, but something failed. */
  someFailed: 1,
  /** Wrong usage or configuration: running it again without a change cannot help. */
  usage: 2,
  /** Stopped by a signal; can be resumed. */
  interrupted: 3,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

const configurationCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'OUTPUT_UNWRITABLE',
  'OUTPUT_IS_ORIGINAL',
  'OUTPUT_NAME_TOO_LONG',
  'POOL_UNAVAILABLE',
  'NODE_NOT_FOUND',
  'NOT_FOUND',
  'BAD_REQUEST',
  'NOT_ALLOWED',
  'SETTINGS_INVALID',
  'RECIPE_INVALID',
  'HOME_UNWRITABLE',
  'PDF_UNAVAILABLE',
  'LOGO_UNUSABLE',
])

/** The exit code for an error that ended a whole command, rather than one image of it. */
export function exitCodeFor(code: ErrorCode): ExitCode {
  return configurationCodes.has(code) ? exitCodes.usage : exitCodes.someFailed
}
