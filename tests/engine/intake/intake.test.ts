import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { intake, type Taken } from '../../../src/engine/intake/intake.ts'
import { type ErrorCode, WhittleError } from '../../../src/shared/errors.ts'
import { sampleProbe } from '../../support/samples.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { fakePool } from './fake-pool.ts'

const limits = { inputBytes: 1_000, inputPixels: 1_000, animationPixels: 1_000, frames: 10, svgBytes: 1_000 }

function folderWith(...files: string[]): string {
  const folder = temporaryFolder()
  for (const file of files) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), file)
  }
  return folder
}

function start(paths: string[], pool: ReturnType<typeof fakePool>, signal = new AbortController().signal) {
  return intake(paths, { pool, limits, concurrency: 3, ownOutputs: async () => new Map(), signal })
}

async function all(taken: AsyncGenerator<Taken>): Promise<string[]> {
  const found: string[] = []
  for await (const one of taken) {
    found.push(`${one.name}: ${one.kind}${one.kind === 'image' ? '' : ` ${one.error.code}`}`)
  }
  return found
}

describe('intake', () => {
  it('probes files and yields them in the order of the walk, whichever is done first', async () => {
    const files = Array.from({ length: 12 }, (_, index) => `${index}.jpg`)
    const folder = folderWith(...files)
    const pool = fakePool((input) => ({ ...sampleProbe, bytes: input.length }), { slow: '0.jpg' })
    expect(await all(start([folder], pool))).toEqual(files.map((file) => `${file}: image`))
    expect(pool.most()).toBe(3)
    expect(pool.payloads[0]).toEqual({ input: join(folder, '0.jpg'), limits })
  })

  it.each<[ErrorCode, string, string]>([
    ['INPUT_NOT_AN_IMAGE', 'failed', 'skipped'],
    ['INPUT_UNSUPPORTED', 'failed', 'skipped'],
    ['INPUT_EMPTY', 'failed', 'skipped'],
    ['INPUT_CORRUPT', 'failed', 'failed'],
    ['INPUT_MISSING', 'failed', 'failed'],
  ])('a file with %s is %s when it is called an image, %s when it is not', async (code, image, other) => {
    const folder = folderWith('a.JPEG', 'b.txt', 'c')
    const pool = fakePool(() => {
      throw new WhittleError(code)
    })
    expect(await all(start([folder], pool))).toEqual([
      `a.JPEG: ${image} ${code}`,
      `b.txt: ${other} ${code}`,
      `c: ${other} ${code}`,
    ])
    // Who names a file wants it.
    expect(await all(start([join(folder, 'b.txt')], pool))).toEqual([`b.txt: failed ${code}`])
  })

  it('does not probe what the walk could not find', async () => {
    const pool = fakePool(() => sampleProbe)
    expect(await all(start(['/nowhere/a.jpg'], pool))).toEqual(['a.jpg: failed INPUT_MISSING'])
    expect(pool.payloads).toEqual([])
  })

  it('gives anything unexpected a code', async () => {
    const folder = folderWith('a.jpg')
    const pool = fakePool(() => {
      throw new RangeError('surprise')
    })
    expect(await all(start([folder], pool))).toEqual(['a.jpg: failed INTERNAL'])
  })

  it.each<ErrorCode>(['POOL_UNAVAILABLE', 'INTERRUPTED', 'CANCELLED'])(
    'ends with %s, which is no file’s fault',
    async (code) => {
      const folder = folderWith(...Array.from({ length: 9 }, (_, index) => `${index}.jpg`))
      const pool = fakePool(() => {
        throw new WhittleError(code)
      })
      await expect(all(start([folder], pool))).rejects.toMatchObject({ code })
      // Those that were under way fail as well; nobody hears of that, and nobody has to (Vitest would tell).
      expect(pool.payloads).toHaveLength(3)
    },
  )

  it('gives the signal to the probes and walks no further', async () => {
    const folder = folderWith(...Array.from({ length: 50 }, (_, index) => `${index}.jpg`))
    const abort = new AbortController()
    const pool = fakePool(() => sampleProbe)
    const taken = start([folder], pool, abort.signal)
    await taken.next()
    abort.abort()
    await expect(all(taken)).rejects.toMatchObject({ code: 'CANCELLED' })
    expect(pool.payloads.length).toBeLessThan(6)
  })
})
