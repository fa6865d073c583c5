import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { residentBytes } from '../lib/resident.ts'

const cli = join(import.meta.dirname, '../../out/main/cli.js')

export type Peak = {
  /** The highest sum that was seen. */
  readonly peakBytes: number
  /** Each process at its own highest, as the kernel noted it: what the sum cannot have been above. */
  readonly boundBytes: number
  readonly seconds: number
}

/**
 * Runs the command line over a folder and watches the resident bytes of its process and of the workers together.
 * In a process of its own, since the benchmark's is large.
 */
export async function peakOf(input: string, options: readonly string[]): Promise<Peak> {
  const folder = mkdtempSync(join(tmpdir(), 'whittle-memory-'))
  const startedAt = performance.now()
  try {
    const child = spawn(
      process.execPath,
      [cli, 'optimize', input, '--out', join(folder, 'out'), '--quiet', ...options],
      {
        env: { ...process.env, WHITTLE_HOME: join(folder, 'home') },
        stdio: 'inherit',
      },
    )
    let peakBytes = 0
    const peaks = new Map<number, number>()
    const timer = setInterval(() => {
      peakBytes = Math.max(peakBytes, familyBytes(child.pid ?? 0, peaks))
    }, 50)
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
    clearInterval(timer)
    if (code !== 0) throw new Error(`whittle ended with ${code}`)
    const boundBytes = [...peaks.values()].reduce((sum, peak) => sum + peak, 0)
    return { peakBytes, boundBytes, seconds: (performance.now() - startedAt) / 1_000 }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function familyBytes(pid: number, peaks: Map<number, number>): number {
  try {
    const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
    )
    const { now, peak } = residentBytes(pid)
    // One that has just ended has none any more.
    peaks.set(pid, Math.max(peaks.get(pid) ?? 0, peak))
    return children.reduce((sum, child) => sum + familyBytes(child, peaks), now)
  } catch {
    return 0
  }
}
