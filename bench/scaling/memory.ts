import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { residentBytes } from '../lib/resident.ts'

const cli = join(import.meta.dirname, '../../out/main/cli.js')

/**
 * Runs the command line over a folder and watches the resident bytes of its process and of the workers together.
 * In a process of its own, since the benchmark's is large.
 */
export async function peakOf(
  input: string,
  options: readonly string[],
): Promise<{ peakBytes: number; seconds: number }> {
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
    const timer = setInterval(() => {
      peakBytes = Math.max(peakBytes, familyBytes(child.pid ?? 0))
    }, 50)
    const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
    clearInterval(timer)
    if (code !== 0) throw new Error(`whittle ended with ${code}`)
    return { peakBytes, seconds: (performance.now() - startedAt) / 1_000 }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function familyBytes(pid: number): number {
  try {
    const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
    )
    return children.reduce((sum, child) => sum + familyBytes(child), residentBytes(pid).now)
  } catch {
    return 0
  }
}
