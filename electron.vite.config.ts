import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'
import { assemblyScript } from './scripts/vite/assemblyscript.mjs'

const src = (path: string) => resolve(import.meta.dirname, 'src', path)

/** Hot reload needs an inline script and a socket; the policy in index.html allows neither. */
const developmentPolicy: Plugin = {
  name: 'whittle-development-policy',
  apply: 'serve',
  transformIndexHtml: (html) =>
    html
      .replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")
      .replace("connect-src 'self'", "connect-src 'self' ws:"),
}

/**
 * Libraries that become part of the build: reading hundreds of small modules is what takes longest at the start of the
 * command line and of the workers. The others stay outside, since they load files of their own: sharp, piscina, SVGO, the
 * decoders, the sketches.
 */
const bundled = [
  'cacache',
  'chokidar',
  'cli-progress',
  'cli-table3',
  'commander',
  'env-paths',
  'file-type',
  'ignore',
  'lowdb',
  'ml-regression-theil-sen',
  'pretty-bytes',
  'proper-lockfile',
  'simple-statistics',
  'systeminformation',
  'zod',
]

/**
 * One build for everything that runs: the Electron main process, the engine (a utility process), the pool
 * host and its workers (plain Node), the command line (plain Node), the preload and the renderer.
 * The Node side targets Node 20.18, the oldest runtime Whittle runs on (the one inside Electron 33).
 */
export default defineConfig({
  main: {
    plugins: [assemblyScript()],
    build: {
      target: 'node20',
      sourcemap: true,
      externalizeDeps: { exclude: bundled },
      rollupOptions: {
        input: {
          index: src('main/index.ts'),
          engine: src('engine/utility-process.ts'),
          'pool-host': src('workers/pool-host.ts'),
          worker: src('workers/worker.ts'),
          cli: src('cli/index.ts'),
        },
      },
    },
  },
  preload: {
    build: {
      target: 'node20',
      externalizeDeps: false,
      minify: true,
      rollupOptions: {
        input: { index: src('preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: src('renderer'),
    plugins: [react(), developmentPolicy],
    build: {
      minify: true,
      target: 'chrome130',
      // In kB. Everything comes from the disk; splitting would only add requests.
      chunkSizeWarningLimit: 1_500,
      rollupOptions: { input: { index: src('renderer/index.html') } },
    },
  },
})
