import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { FolderWatcher } from '../../../src/engine/watch/folder-watcher.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

/** Each finds one file that arrives so many milliseconds after it began, alone: no later news helps. */
const moments = Array.from({ length: 120 }, (_, index) => (index % 60) / 4)

it('misses no file that arrives while it begins, in the folder or in one that arrives with it', async () => {
  const missing = new Set<string>()
  await Promise.all(
    moments.map(async (ms, index) => {
      const folder = temporaryFolder()
      writeFileSync(join(folder, 'there.jpg'), 'x')
      const place = index % 2 === 0 ? folder : join(folder, 'sub')
      const path = join(place, 'new.jpg')
      missing.add(path)
      const watcher = new FolderWatcher({
        folder,
        outDir: join(folder, 'out'),
        quietMs: 200,
        pollMs: 2_000,
        onArrival: (found) => missing.delete(found),
        onState: () => undefined,
      })
      onTestFinished(() => watcher.close())
      await watcher.start()
      mkdirSync(place, { recursive: true })
      await setTimeout(ms)
      writeFileSync(path, 'x')
    }),
  )
  await expect.poll(() => [...missing], { timeout: 15_000, interval: 100 }).toEqual([])
})
