import { existsSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { PoolPort } from '../../../src/engine/ports.ts'
import { createPreviews } from '../../../src/engine/previews/previews.ts'
import type { ResultParsers } from '../../../src/shared/contract/define.ts'
import { type PoolPayload, type PoolTasks, poolTasks } from '../../../src/shared/contract/pool.ts'
import { WhittleError } from '../../../src/shared/errors.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const limits = { inputBytes: 5, inputPixels: 6, animationPixels: 7, frames: 8, svgBytes: 9 }

const tasks: ResultParsers<PoolTasks> = poolTasks

function setUp() {
  const root = temporaryFolder()
  const input = join(root, 'photo.jpg')
  writeFileSync(input, 'photo')
  const dir = temporaryFolder()
  const payloads: PoolPayload<'preview'>[] = []
  let error: WhittleError | undefined
  const run: PoolPort['run'] = async (task, payload) => {
    if (!('side' in payload)) throw new Error(`Not scripted: ${task}`)
    payloads.push(payload)
    await new Promise(setImmediate)
    if (error !== undefined) throw error
    writeFileSync(payload.path, 'preview')
    return tasks[task].result.parse({ width: 1, height: 1, bytes: 7 })
  }
  const previews = createPreviews({ dir, pool: { run }, limits: () => limits })
  return { input, dir, previews, payloads, fail: (one?: WhittleError) => (error = one) }
}

describe('previews', () => {
  it('are made once and found again', async () => {
    const { input, dir, previews, payloads } = setUp()
    const path = (await previews.get(input, 100)).path
    expect(dirname(path)).toBe(dir)
    expect(existsSync(path)).toBe(true)
    expect((await previews.get(input, 100)).path).toBe(path)
    expect(payloads).toEqual([{ input, side: 128, path, limits }])
  })

  it('are made once for all who ask at the same time', async () => {
    const { input, previews, payloads } = setUp()
    const paths = await Promise.all(Array.from({ length: 20 }, () => previews.get(input, 128)))
    expect(new Set(paths).size).toBe(1)
    expect(payloads).toHaveLength(1)
  })

  it.each([
    [16, 64],
    [64, 64],
    [65, 128],
    [2_048, 2_048],
    [5_000, 8_192],
    [20_000, 8_192],
  ])('of %i pixels are made with %i', async (wanted, side) => {
    const { input, previews, payloads } = setUp()
    await previews.get(input, wanted)
    expect(payloads[0]?.side).toBe(side)
  })

  it('are made anew for a file that was changed, or a preview that is gone or empty', async () => {
    const { input, previews, payloads } = setUp()
    const path = (await previews.get(input, 64)).path
    writeFileSync(input, 'another photo')
    expect((await previews.get(input, 64)).path).not.toBe(path)
    utimesSync(input, 1, 1)
    const third = (await previews.get(input, 64)).path
    rmSync(third)
    expect((await previews.get(input, 64)).path).toBe(third)
    writeFileSync(third, '')
    expect((await previews.get(input, 64)).path).toBe(third)
    expect(payloads).toHaveLength(5)
  })

  it('of a file that is gone fail', async () => {
    const { previews, payloads } = setUp()
    await expect(previews.get('/nowhere/photo.jpg', 64)).rejects.toMatchObject({ code: 'INPUT_MISSING' })
    expect(payloads).toEqual([])
  })

  it('that could not be made are tried again', async () => {
    const { input, previews, payloads, fail } = setUp()
    fail(new WhittleError('INPUT_CORRUPT'))
    const both = await Promise.allSettled([previews.get(input, 64), previews.get(input, 64)])
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    fail()
    expect(existsSync((await previews.get(input, 64)).path)).toBe(true)
    expect(payloads).toHaveLength(2)
  })

  it('that nobody saw for a month are removed', async () => {
    const { dir, previews } = setUp()
    const day = 24 * 3_600
    const now = Date.now() / 1_000
    const ages: Record<string, [read: number, written: number]> = {
      'old.webp': [31, 31],
      'read.webp': [2, 90],
      'new.webp': [1, 1],
      'left.webp.0.part': [40, 40],
    }
    for (const [name, [read, written]] of Object.entries(ages)) {
      writeFileSync(join(dir, name), '')
      utimesSync(join(dir, name), now - read * day, now - written * day)
    }
    await previews.prune()
    expect(readdirSync(dir).sort()).toEqual(['new.webp', 'read.webp'])
  })
})
