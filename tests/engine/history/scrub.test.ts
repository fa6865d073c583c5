import { readdir, rm, truncate } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { noon, open, operation, tempFolder } from './records.ts'

const now = noon(23)
const day = 86_400_000

it('finds damage in shards that nobody asks for, and leaves the others alone', async () => {
  const dir = await tempFolder()
  const writer = await open(dir, { now: () => now })
  for (let at = now - 12 * day; at < now; at += 3_600_000) writer.recordOperation(operation(at))
  await writer.upkeep()
  await writer.close()
  const raw = join(dir, 'operations', '2026-11-14.main.json')
  const minutes = join(dir, 'rollups/all/1m', '2026-11-15.local.json')
  for (const path of [raw, minutes]) {
    await truncate(path, 300)
    await rm(`${path}.bak`, { force: true })
  }
  const history = await open(dir, { now: () => now })
  const named = async () => (await history.damage()).map(({ what }) => what).sort()
  for (let minute = 0; minute < 60 && (await named()).length < 2; minute += 1) await history.upkeep()
  expect(await named()).toEqual(['Minutes of the history', 'Some operations'])
  const aside = await readdir(dir, { recursive: true })
  expect(aside.filter((name) => name.includes('.damaged-'))).toHaveLength(2)
  // What the minutes knew was made again from the ten seconds beside them.
  expect((await history.damage()).find(({ what }) => what.startsWith('Minutes'))?.lost).toEqual([])
})
