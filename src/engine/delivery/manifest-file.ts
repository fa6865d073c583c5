import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { codeOf } from '../../shared/code-of.ts'
import { type ErrorCode, WhittleError } from '../../shared/errors.ts'
import { manifestFileName } from '../../shared/manifest-name.ts'
import type { Log } from '../ports.ts'
import { type Manifest, manifestSchema } from './manifest.ts'

/**
 * The manifest of a folder; `undefined` when there is none, or when it is damaged or from a later version. `log` is
 * told of the latter.
 *
 * @param unusable `set-aside` renames one that cannot be used, so that the next one does not overwrite it. `leave`
 *   is for folders that are only looked at.
 */
export async function readManifest(
  dir: string,
  log: Log,
  unusable: 'set-aside' | 'leave' = 'set-aside',
): Promise<Manifest | undefined> {
  const path = join(dir, manifestFileName)
  const { manifest, problem } = await read(path)
  if (problem !== undefined) {
    const fate = unusable === 'set-aside' ? await setAside(path) : 'It was left as it is.'
    log('warn', `The manifest ${path} cannot be used: ${problem}. ${fate}`)
  }
  return manifest
}

/**
 * Writes the manifest whole or not at all: beside its place, flushed to the disk, then renamed.
 *
 * @throws WhittleError `OUTPUT_DISK_FULL` or `OUTPUT_UNWRITABLE`; an earlier manifest is then as it was.
 */
export async function writeManifest(dir: string, manifest: Manifest): Promise<void> {
  const path = join(dir, manifestFileName)
  // Named after the process: a command line may write beside the app.
  const part = `${path}.${process.pid}.part`
  try {
    await mkdir(dir, { recursive: true })
    await writeFile(part, `${JSON.stringify(manifest, null, 2)}\n`, { flush: true })
    await rename(part, path)
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined)
    const code: ErrorCode = codeOf(error) === 'ENOSPC' ? 'OUTPUT_DISK_FULL' : 'OUTPUT_UNWRITABLE'
    throw new WhittleError(code, { detail: `${path}: ${String(error)}`, cause: error })
  }
}

type Found = { manifest?: Manifest; problem?: string }

async function read(path: string): Promise<Found> {
  try {
    // A pipe of that name would never end.
    if (!(await stat(path)).isFile()) return { problem: 'it is not a file' }
    return parse(await readFile(path, 'utf8'))
  } catch (error) {
    return isMissing(error) ? {} : { problem: String(error) }
  }
}

function parse(text: string): Found {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return { problem: 'it is not JSON' }
  }
  const { data, error } = manifestSchema.safeParse(json)
  if (error === undefined) return { manifest: data }
  const [issue] = error.issues
  const where = issue === undefined ? '' : z.core.toDotPath(issue.path)
  return { problem: `${where || 'the file'} is not as expected` }
}

/** Tells in a sentence what became of the file. */
async function setAside(path: string): Promise<string> {
  const time = new Date().toISOString().replaceAll(/[-:.]/g, '')
  const aside = path.replace(/\.json$/, `.damaged-${time}.json`)
  try {
    await rename(path, aside)
    return `It was set aside as ${aside}.`
  } catch (error) {
    return `It could not be set aside: ${String(error)}`
  }
}

function isMissing(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes(codeOf(error))
}
