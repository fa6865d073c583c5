import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { build } from 'vite'

const root = resolve(import.meta.dirname, '..')

/**
 * A history of a million operations and a year of samples: start-up, memory, queries, quantiles, the advisor, damage.
 * The history is made and measured by a plain Node process of its own, whose memory is that of the history alone.
 *
 * Arguments: `--operations N` (default 1,000,000), `--days N` (365), `--sample-seconds N` between two samples (60; the
 * last two days always have one a second).
 */
export async function run(args: readonly string[]): Promise<void> {
  const cache = join(root, 'node_modules/.cache')
  await mkdir(cache, { recursive: true })
  const outDir = await mkdtemp(join(cache, 'bench-history-'))
  const dir = await mkdtemp(join(tmpdir(), 'whittle-bench-history-'))
  try {
    const input = {
      make: join(root, 'bench/history/make.ts'),
      measure: join(root, 'bench/history/measure.ts'),
    }
    await build({
      configFile: false,
      root,
      logLevel: 'warn',
      // As the app is built: packages come along, without what nobody uses of them.
      ssr: { noExternal: ['zod', 'lowdb'] },
      build: { ssr: true, target: 'node20', outDir, rollupOptions: { input } },
    })
    for (const step of ['make', 'measure']) {
      const results = join(root, 'bench/results')
      const child = spawn(process.execPath, [join(outDir, `${step}.js`), dir, results, ...args], {
        stdio: 'inherit',
      })
      const [code] = await once(child, 'exit')
      if (code !== 0) throw new Error(`${step} ended with ${code}`)
    }
  } finally {
    await rm(outDir, { recursive: true, force: true })
    await rm(dir, { recursive: true, force: true })
  }
}
