import { describe, expect, it } from 'vitest'
import { tortureCli } from '../../bench/lib/torture.mjs'
import { temporaryFolder } from '../support/temporary-folder.ts'

// `npm run bench:torture` is the long form, with the whole app as well.
describe('killed again and again', { timeout: 240_000 }, () => {
  it('a batch still has every file, byte for byte, and nothing else', async () => {
    const task = { folder: temporaryFolder(), images: 24, kills: 5, seed: 7, log: () => undefined }
    const { kills, faults } = await tortureCli(task)
    expect(faults).toEqual([])
    expect(kills).toBeGreaterThanOrEqual(5)
  })
})
