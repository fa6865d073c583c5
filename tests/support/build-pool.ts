import { cp, mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { build } from 'vite'

const root = resolve(import.meta.dirname, '../..')
const sources = ['src/workers', 'src/shared'].map((folder) => join(root, folder))
const builtEntry = join(root, 'out/main/pool-host.js')

export type BuiltPool = { readonly entry: string; readonly dispose: () => Promise<void> }

/**
 * A pool host of the present source: a copy of the one in `out/` when that is up to date, which `npm test` sees to, or
 * else one built for the occasion. A copy, so that a build beside the tests cannot pull it from under them; inside
 * `node_modules`, so that its imports resolve.
 */
export async function buildPool(): Promise<BuiltPool> {
  const cache = join(root, 'node_modules/.cache')
  await mkdir(cache, { recursive: true })
  const folder = await mkdtemp(join(cache, 'pool-host-'))
  if ((await mtimeOf(builtEntry)) > (await newestSource())) {
    await cp(dirname(builtEntry), folder, { recursive: true })
  } else {
    await buildInto(folder)
  }
  return {
    entry: join(folder, 'pool-host.js'),
    dispose: () => rm(folder, { recursive: true, force: true }),
  }
}

async function buildInto(outDir: string): Promise<void> {
  const input = {
    'pool-host': join(root, 'src/workers/pool-host.ts'),
    worker: join(root, 'src/workers/worker.ts'),
  }
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    build: {
      ssr: true,
      target: 'node20',
      outDir,
      rollupOptions: { input, output: { entryFileNames: '[name].js' } },
    },
  })
}

async function newestSource(): Promise<number> {
  const lists = await Promise.all(
    sources.map(async (folder) =>
      (await readdir(folder, { recursive: true })).map((file) => mtimeOf(join(folder, file))),
    ),
  )
  return Math.max(...(await Promise.all(lists.flat())))
}

/** Milliseconds; −∞ for a file that does not exist. */
async function mtimeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.mtimeMs ?? Number.NEGATIVE_INFINITY
}
