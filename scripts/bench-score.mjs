import path from 'node:path'
import { runnerImport } from 'vite'
import { projectRoot } from './lib/paths.mjs'
import { assemblyScript } from './vite/assemblyscript.mjs'

// The benchmark is TypeScript and imports AssemblyScript: Vite runs it as it stands, without a build.
await runnerImport(path.join(projectRoot, 'bench/score/index.ts'), {
  root: projectRoot,
  configFile: false,
  plugins: [assemblyScript()],
})
