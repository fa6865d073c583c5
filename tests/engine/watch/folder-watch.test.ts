import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { FolderWatch } from '../../../src/engine/watch/folder-watch.ts'
import { WhittleError } from '../../../src/shared/errors.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

it('tries again what could not be worked on at all', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'a.jpg'), 'x')
  let tries = 0
  const watch = new FolderWatch({
    order: { id: 'w1', folder, outDir: join(folder, 'out'), recipeId: 'same-format', paused: false },
    delivery: { owned: async () => new Map(), finished: async () => new Map() },
    optimize: async (_, paths) => {
      tries += 1
      if (tries === 1) throw new WhittleError('POOL_UNAVAILABLE')
      return { done: paths.length, failed: 0 }
    },
    resume: async () => undefined,
    quietMs: 50,
    pollMs: 2_000,
    retryMs: 100,
    log: () => undefined,
    onChange: () => undefined,
  })
  onTestFinished(() => watch.close())
  await watch.start()
  await expect.poll(() => watch.status().done, { timeout: 30_000 }).toBe(1)
  expect(tries).toBe(2)
})
