import { statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { FreshFiles } from '../../../src/engine/cache/fresh-files.ts'
import { SourceIndex } from '../../../src/engine/cache/source-index.ts'
import type { PoolPort } from '../../../src/engine/ports.ts'
import type { ResultParsers } from '../../../src/shared/contract/define.ts'
import { type PoolTasks, poolTasks } from '../../../src/shared/contract/pool.ts'
import { fileStamp } from '../../../src/shared/file-stamp.ts'
import { inputLimitsSchema, settingsSchema } from '../../../src/shared/settings.ts'
import { sampleProbe } from '../../support/samples.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const limits = settingsSchema.parse({}).limits
const run = { limitMs: 1_000 }
const known = 'ab'.repeat(32)
const longAgo = new Date('2020-01-02T03:04:05Z')

describe('what is known of files', () => {
  it('spares reading an original again, however much more callers say than its limits', async () => {
    const { index, path, read } = setUp()
    await index.identify(path, limits, run)
    await index.identify(path, inputLimitsSchema.parse(limits), run)
    const other = { ...limits, itemSeconds: 1 }
    await index.identify(path, other, run)
    expect(read).toEqual([path])
  })

  it('reads again within other limits', async () => {
    const { index, path, read } = setUp()
    await index.identify(path, limits, run)
    await index.identify(path, { ...limits, inputPixels: 1 }, run)
    expect(read).toEqual([path, path])
  })

  it('knows a file that was just written once its time can be relied on', async () => {
    const { index, path, clock } = setUp()
    utimesSync(path, new Date(clock.now), new Date(clock.now))
    const fresh = new FreshFiles(index, () => clock.now)
    await fresh.note({ path, sha256: known, bytes: 4 })
    await fresh.look()
    expect(await index.isKnownAs(path, known)).toBe(false)
    clock.now += 3_000
    await fresh.look()
    expect(await index.isKnownAs(path, known)).toBe(true)
    expect(await index.isKnownAs(path, '04'.repeat(32))).toBe(false)
  })

  it('believes nothing of a file that was touched meanwhile, is of another size, or gone', async () => {
    const { index, path, clock } = setUp()
    const fresh = new FreshFiles(index, () => clock.now)
    await fresh.note({ path, sha256: '01'.repeat(32), bytes: 3 })
    await fresh.note({ path: `${path}-not-there`, sha256: '02'.repeat(32), bytes: 4 })
    await fresh.note({ path, sha256: '03'.repeat(32), bytes: 4 })
    writeFileSync(path, 'edit')
    utimesSync(path, longAgo, longAgo)
    clock.now += 3_000
    await fresh.close()
    for (const sha256 of ['01'.repeat(32), '02'.repeat(32), '03'.repeat(32)])
      expect(await index.isKnownAs(path, sha256)).toBe(false)
  })
})

const tasks: ResultParsers<PoolTasks> = poolTasks

/** A file of four bytes, settled, and an index that asks a worker which counts what it reads. */
function setUp() {
  const root = temporaryFolder()
  const path = join(root, 'photo.jpg')
  writeFileSync(path, 'four')
  utimesSync(path, longAgo, longAgo)
  const read: string[] = []
  const clock = { now: Date.now() }
  const pool: Pick<PoolPort, 'run'> = {
    run: async (task, payload) => {
      if (!('input' in payload)) throw new Error(`Not asked for: ${task}`)
      read.push(payload.input)
      const file = fileStamp(statSync(payload.input, { bigint: true }))
      return tasks[task].result.parse({ probe: sampleProbe, sha256: known, file })
    },
  }
  const index = new SourceIndex({ dir: join(root, 'index'), pool, distrust: false, now: () => clock.now })
  return { index, path, read, clock }
}
