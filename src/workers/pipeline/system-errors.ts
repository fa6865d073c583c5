import { type ErrorCode, WhittleError } from '../../shared/errors.ts'

/** The system's answers when an original is opened or read; any other one means that it cannot be read. */
const inputCodes: Readonly<Record<string, ErrorCode>> = {
  ENOENT: 'INPUT_MISSING',
  ENOTDIR: 'INPUT_MISSING',
  ELOOP: 'INPUT_LINK_LOOP',
  ENAMETOOLONG: 'INPUT_PATH_TOO_LONG',
  // Opening a socket or a device without a driver, reading a folder.
  ENXIO: 'INPUT_NOT_A_FILE',
  EISDIR: 'INPUT_NOT_A_FILE',
}

/** The system's answers when an output is written; any other one means that it cannot be written. */
const outputCodes: Readonly<Record<string, ErrorCode>> = {
  ENOSPC: 'OUTPUT_DISK_FULL',
  EDQUOT: 'OUTPUT_DISK_FULL',
  ENAMETOOLONG: 'OUTPUT_NAME_TOO_LONG',
}

/** Turns what the file system said about an original into an error of ours; anything else is passed through. */
export function toInputError(error: unknown): unknown {
  return translate(error, inputCodes, 'INPUT_UNREADABLE')
}

/** Turns what the file system said about an output into an error of ours; anything else is passed through. */
export function toOutputError(error: unknown): unknown {
  return translate(error, outputCodes, 'OUTPUT_UNWRITABLE')
}

/** The code of an error of the system or of Node, such as `ENOENT`; `undefined` for anything else. */
export function systemCodeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || error instanceof WhittleError) return undefined
  return 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

function translate(
  error: unknown,
  codes: Readonly<Record<string, ErrorCode>>,
  otherwise: ErrorCode,
): unknown {
  const systemCode = systemCodeOf(error)
  if (systemCode === undefined || !(error instanceof Error)) return error
  return new WhittleError(codes[systemCode] ?? otherwise, { detail: error.message, cause: error })
}
