import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { forgetFailure, recallFailure, rememberFailure } from '../../../scripts/runtime/failed-download.mjs'
import { temporaryFolder } from '../support/temporary-folder'

const HOUR = 3_600_000
const failure = { version: '45.4.1', reason: 'fetch failed', failedAt: 1_800_000_000_000 }

describe('a failed download', () => {
  it('is remembered for six hours, for its version', async () => {
    const cache = join(temporaryFolder(), 'cache')
    expect(recallFailure(cache, '45.4.1', failure.failedAt)).toBeUndefined()
    await rememberFailure(cache, failure)
    expect(recallFailure(cache, '45.4.1', failure.failedAt + 6 * HOUR - 1)).toEqual(failure)
    expect(recallFailure(cache, '45.4.1', failure.failedAt + 6 * HOUR)).toBeUndefined()
    expect(recallFailure(cache, '45.4.2', failure.failedAt)).toBeUndefined()
  })

  it('does not count when it is from the future, as after a clock was set back', async () => {
    const cache = temporaryFolder()
    await rememberFailure(cache, failure)
    expect(recallFailure(cache, '45.4.1', failure.failedAt - 1)).toBeUndefined()
  })

  it('can be forgotten, also when there was none', async () => {
    const cache = temporaryFolder()
    await forgetFailure(cache)
    await rememberFailure(cache, failure)
    await forgetFailure(cache)
    expect(recallFailure(cache, '45.4.1', failure.failedAt)).toBeUndefined()
  })

  it('does not count when its note is damaged', async () => {
    const cache = temporaryFolder()
    await rememberFailure(cache, failure)
    writeFileSync(join(cache, 'failed-download.json'), '{"version":"45.4.1"')
    expect(recallFailure(cache, '45.4.1', failure.failedAt)).toBeUndefined()
  })
})
