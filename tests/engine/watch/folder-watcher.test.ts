import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { FolderWatcher } from '../../../src/engine/watch/folder-watcher.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

it('misses no file that arrives while it begins, in the folder or in one that arrives with it', async () => {
  const folder = temporaryFolder()
  for (let index = 0; index < 300; index += 1) writeFileSync(join(folder, `there-${index}.jpg`), 'x')
  const arrived = new Set<string>()
  const watcher = new FolderWatcher({
    folder,
    outDir: join(folder, 'out'),
    quietMs: 100,
    pollMs: 2_000,
    onArrival: (path) => arrived.add(path),
    onState: () => undefined,
  })
  onTestFinished(() => watcher.close())
  const written: string[] = []
  const write = (path: string): void => {
    writeFileSync(path, 'x')
    written.push(path)
  }
  await watcher.start()
  for (let index = 0; index < 150; index += 1) {
    write(join(folder, `new-${index}.jpg`))
    const below = join(folder, `sub-${index % 10}`)
    mkdirSync(below, { recursive: true })
    write(join(below, `new-${index}.jpg`))
    await setImmediate()
  }
  await expect
    .poll(() => written.filter((path) => !arrived.has(path)), { timeout: 30_000, interval: 100 })
    .toEqual([])
})
