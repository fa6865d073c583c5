import { constants } from 'node:fs'
import { copyFile, mkdir } from 'node:fs/promises'
import { basename, extname, join } from 'node:path'
import { codeOf } from '../../shared/code-of.ts'
import { type ErrorData, toErrorData, WhittleError } from '../../shared/errors.ts'

export type CopyResult = {
  readonly copied: number
  readonly failed: { readonly path: string; readonly error: ErrorData }[]
}

/** A folder with more files of one name than this is somebody's mistake. */
const mostCounters = 10_000

/** Copies files into `dir`. A name that is taken gets a counter; nothing is ever replaced. */
export async function copyFiles(paths: readonly string[], dir: string): Promise<CopyResult> {
  await mkdir(dir, { recursive: true }).catch((cause: unknown) => {
    throw new WhittleError('OUTPUT_UNWRITABLE', { detail: dir, cause })
  })
  const failed: CopyResult['failed'] = []
  for (const path of paths) {
    try {
      await copyBeside(path, dir)
    } catch (error) {
      failed.push({ path, error: toErrorData(error) })
    }
  }
  return { copied: paths.length - failed.length, failed }
}

async function copyBeside(path: string, dir: string): Promise<void> {
  const extension = extname(path)
  const stem = basename(path, extension)
  for (let counter = 1; counter < mostCounters; counter += 1) {
    const name = counter === 1 ? `${stem}${extension}` : `${stem} ${counter}${extension}`
    try {
      await copyFile(path, join(dir, name), constants.COPYFILE_EXCL)
      return
    } catch (error) {
      if (codeOf(error) !== 'EEXIST') throw asProblem(error, path)
    }
  }
  throw new WhittleError('OUTPUT_EXISTS', { detail: path })
}

function asProblem(cause: unknown, path: string): WhittleError {
  switch (codeOf(cause)) {
    case 'ENOENT':
      return new WhittleError('NOT_FOUND', { detail: path, cause })
    case 'ENOSPC':
    case 'EDQUOT':
      return new WhittleError('OUTPUT_DISK_FULL', { detail: path, cause })
    default:
      return new WhittleError('OUTPUT_UNWRITABLE', { detail: String(cause), cause })
  }
}
