import { defineConfig } from 'vitest/config'
import { assemblyScript } from './scripts/vite/assemblyscript.mjs'

export default defineConfig({
  plugins: [assemblyScript()],
  test: {
    include: ['tests/**/*.test.{ts,tsx}'],
    exclude: ['tests/e2e/**'],
    // Many tests run the built pool host and command line: they must be those of this source.
    globalSetup: ['tests/support/build.ts'],
    // Real photographs through real encoders, on machines of any speed.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Real processes and file events on a machine that others load too: one more try there, which the summary shows.
    retry: process.env.CI === undefined ? 0 : 1,
  },
})
