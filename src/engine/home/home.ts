import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import envPaths from 'env-paths'
import { WhittleError } from '../../shared/errors.ts'
import type { Log } from '../ports.ts'
import { becomeMain, isAlive } from './main-lock.ts'

const folders = [
  'history',
  'journal',
  'cache',
  'warming',
  'trials',
  'backups',
  'previews',
  'pictures',
  'logs',
  'locks',
] as const

export type Home = {
  /** Absolute. */
  readonly dir: string
  /**
   * Name under which this process writes: `main` for the one that holds the lock, else one of its own, so that a
   * command line beside the app can record its runs without waiting.
   */
  readonly writer: string
  /** The folders exist. */
  readonly path: (
    name:
      | 'settings.json'
      | 'recipes.json'
      | 'watches.json'
      | 'costs.json'
      | 'insights'
      | 'samples'
      | 'output-costs.json'
      | 'calibration.json'
      | 'weekly-reports.json'
      | (typeof folders)[number],
  ) => string
  /** Whether a writer is gone, so that what it left may be taken over. */
  readonly abandoned: (writer: string) => boolean
  readonly release: () => Promise<void>
}

/** Where Whittle keeps its data: `WHITTLE_HOME`, else the platform's application-data folder. Absolute. */
export function homeFolder(override?: string): string {
  // An empty variable is one that is not set, and not the current folder.
  return resolve(override || process.env.WHITTLE_HOME || envPaths('whittle', { suffix: '' }).data)
}

/**
 * Makes the home folder and tries to become its main writer.
 *
 * @param source What this process is called where it is not the main writer: letters only.
 * @throws WhittleError `HOME_UNWRITABLE`
 */
export async function openHome(dir: string, source: string, log: Log): Promise<Home> {
  const { path, release } = await claim(dir, log).catch((cause: unknown) => {
    throw new WhittleError('HOME_UNWRITABLE', { detail: `${dir}: ${String(cause)}`, cause })
  })
  const writer = release === undefined ? `${source}-${process.pid}` : 'main'
  return {
    dir,
    writer,
    path,
    abandoned: (other) => {
      if (other === 'main') return writer === 'main'
      const pid = Number(other.split('-').at(-1))
      // With this process's own number it was an earlier one: numbers repeat, in containers always.
      return Number.isInteger(pid) && (pid === process.pid || !isAlive(pid))
    },
    release: async () => {
      await release?.().catch((error: unknown) => log('debug', `The lock was gone already: ${String(error)}`))
    },
  }
}

async function claim(dir: string, log: Log) {
  const path: Home['path'] = (name) => join(dir, name)
  for (const folder of folders) {
    await mkdir(path(folder), { recursive: true })
    const probe = join(path(folder), `.writable-${process.pid}`)
    await writeFile(probe, '')
    await rm(probe, { force: true })
  }
  return { path, release: await becomeMain(dir, log) }
}
