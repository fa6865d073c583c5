import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { lock } from 'proper-lockfile'
import * as z from 'zod'
import { codeOf } from '../../shared/code-of.ts'
import type { Log } from '../ports.ts'

/** Milliseconds without a sign of life after which a lock may be taken over whoever held it. */
const staleMs = 10_000
/** Taking over takes milliseconds; one that holds others up for longer than this has crashed in the middle of it. */
const takeoverStaleMs = 2_000

/** Who holds the lock. The time tells a process from an earlier one with the same number, e.g. in a container. */
const ownerSchema = z.object({ pid: z.int().positive(), startedAt: z.number() })

/**
 * Tries to become the one main writer of a folder. The lock is refreshed every few seconds, so one left by a crash
 * goes stale; one whose process is known to be gone is taken over at once.
 *
 * @returns Gives the lock back; `undefined` where somebody else has it.
 */
export async function becomeMain(dir: string, log: Log): Promise<(() => Promise<void>) | undefined> {
  // One at a time: else two could find the same dead owner, and one remove the lock that the other just took.
  const done = await lock(join(dir, 'takeover'), {
    realpath: false,
    lockfilePath: join(dir, 'takeover.lock'),
    stale: takeoverStaleMs,
    retries: { retries: 100, factor: 1, minTimeout: 50, maxTimeout: 50 },
    onCompromised: (error) => log('debug', `Starting took long: ${error.message}`),
  })
  try {
    return await take(dir, log)
  } finally {
    await done().catch((error: unknown) => log('debug', String(error)))
  }
}

async function take(dir: string, log: Log): Promise<(() => Promise<void>) | undefined> {
  const lockfilePath = join(dir, 'writer.lock')
  const ownerPath = join(dir, 'writer.json')
  if (isGone(await readOwner(ownerPath))) await rm(lockfilePath, { recursive: true, force: true })
  try {
    const release = await lock(dir, {
      lockfilePath,
      stale: staleMs,
      update: 3_000,
      onCompromised: (error) => log('warn', `The lock of ${dir} was lost: ${error.message}`),
    })
    await writeFile(ownerPath, JSON.stringify({ pid: process.pid, startedAt: performance.timeOrigin }))
    return release
  } catch (error) {
    if (codeOf(error) === 'ELOCKED') return undefined
    throw error
  }
}

type Owner = z.output<typeof ownerSchema>

/** `undefined` where it is not known; the lock's age decides then. */
async function readOwner(path: string): Promise<Owner | undefined> {
  try {
    return ownerSchema.parse(JSON.parse(await readFile(path, 'utf8')))
  } catch {
    return undefined
  }
}

function isGone(owner: Owner | undefined): boolean {
  if (owner === undefined) return false
  if (owner.pid === process.pid) return owner.startedAt !== performance.timeOrigin
  return !isAlive(owner.pid)
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it is alive and somebody else's.
    return codeOf(error) === 'EPERM'
  }
}
