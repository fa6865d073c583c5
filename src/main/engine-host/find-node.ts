import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { app } from 'electron'
import { WhittleError } from '../../shared/errors.ts'

const run = promisify(execFile)
const name = process.platform === 'win32' ? 'node.exe' : 'node'

/**
 * The plain Node that runs the image workers; sharp must not load inside Electron. In a package it is shipped
 * beside the app, in development it is the one that runs npm, else the first on the PATH.
 * @throws WhittleError `NODE_NOT_FOUND`
 */
export async function findNode(): Promise<string> {
  const rejected: string[] = []
  for (const path of candidates()) {
    if (!existsSync(path)) continue
    const version = await versionOf(path)
    if (version !== undefined && isRecent(version)) return path
    rejected.push(`${path} is ${version ?? 'not usable'}`)
  }
  throw new WhittleError('NODE_NOT_FOUND', { detail: rejected.join('; ') || 'There is none on the PATH.' })
}

function candidates(): string[] {
  if (app.isPackaged) return [join(process.resourcesPath, name)]
  const fromNpm = process.env.npm_node_execpath
  const onPath = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  return [...(fromNpm === undefined ? [] : [fromNpm]), ...onPath.map((folder) => join(folder, name))]
}

async function versionOf(path: string): Promise<string | undefined> {
  try {
    const { stdout } = await run(path, ['--version'], { timeout: 10_000 })
    return stdout.trim()
  } catch {
    return undefined
  }
}

function isRecent(version: string): boolean {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number)
  return major > 20 || (major === 20 && minor >= 19)
}
