import { codeOf } from '../../shared/code-of.ts'
import { type ErrorCode, WhittleError } from '../../shared/errors.ts'

const inputCodes: Readonly<Record<string, ErrorCode>> = {
  ENOENT: 'INPUT_MISSING',
  ENOTDIR: 'INPUT_MISSING',
  EACCES: 'INPUT_UNREADABLE',
  EPERM: 'INPUT_UNREADABLE',
  ELOOP: 'INPUT_LINK_LOOP',
  ENAMETOOLONG: 'INPUT_PATH_TOO_LONG',
}

const folderCodes: Readonly<Record<string, ErrorCode>> = {
  ...inputCodes,
  EACCES: 'FOLDER_UNREADABLE',
  EPERM: 'FOLDER_UNREADABLE',
}

/** Gives an error of the file system its code from the table; its own text becomes the detail. */
export function inputError(error: unknown, kind: 'file' | 'folder' = 'file'): WhittleError {
  const codes = kind === 'folder' ? folderCodes : inputCodes
  const systemCode = codeOf(error)
  const code = codes[systemCode] ?? (kind === 'folder' ? 'FOLDER_UNREADABLE' : 'INPUT_UNREADABLE')
  return new WhittleError(code, {
    detail: error instanceof Error ? error.message : String(error),
    cause: error,
  })
}
