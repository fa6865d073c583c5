import path from 'node:path'
import { runnerImport } from 'vite'
import { buildIfStale } from '../scripts/build.mjs'
import { main, SetupError } from '../scripts/lib/messages.mjs'
import { projectRoot } from '../scripts/lib/paths.mjs'
import { assemblyScript } from '../scripts/vite/assemblyscript.mjs'

/**
 * Runs one benchmark: `node bench/run.mjs <name> [arguments…]`. Benchmarks are TypeScript that uses the engine's
 * sources beside its built workers; Node 20 runs no TypeScript by itself, Vite does.
 */
await main(async () => {
  const [name, ...args] = process.argv.slice(2)
  if (name === undefined) throw new SetupError('Which benchmark? For example: node bench/run.mjs scaling')
  await buildIfStale()
  const { module } = await runnerImport(path.join(projectRoot, 'bench', `${name}.ts`), {
    logLevel: 'warn',
    configFile: false,
    root: projectRoot,
    plugins: [assemblyScript()],
  })
  await module.run(args)
  return 0
})
