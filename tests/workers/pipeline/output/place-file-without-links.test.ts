import { readFile, stat, writeFile } from 'node:fs/promises'
import { describe, expect, it, vi } from 'vitest'
import { identityOf } from '../../../../src/workers/pipeline/file-identity.ts'
import { placeFile } from '../../../../src/workers/pipeline/output/place-file.ts'
import { failureOf } from '../../support/failure.ts'
import { Workspace } from '../../support/workspace.ts'

// FAT, exFAT and some network shares answer so. Such a file system is not to be had in a test; all else is real.
vi.mock('node:fs/promises', async (original) => ({
  ...(await original<typeof import('node:fs/promises')>()),
  link: async () => {
    throw Object.assign(new Error('EPERM: operation not permitted, link'), { code: 'EPERM' })
  },
}))

async function prepare() {
  const workspace = await Workspace.create()
  const original = identityOf(await stat(await workspace.write('original', 'x'), { bigint: true }))
  const path = workspace.path('result')
  return { workspace, original, target: { path, partPath: `${path}.part` } }
}

describe('placeFile on a file system without hard links', () => {
  it('puts the bytes in place', async () => {
    const { workspace, original, target } = await prepare()
    await placeFile(Buffer.from('image'), target, original)
    expect(await readFile(target.path, 'utf8')).toBe('image')
    expect(await workspace.list()).toEqual(['original', 'result'])
  })

  it('replaces nothing but what it may', async () => {
    const { workspace, original, target } = await prepare()
    await writeFile(target.path, 'somebody else’s')
    await failureOf(placeFile(Buffer.from('image'), target, original), 'OUTPUT_EXISTS')
    expect(await readFile(target.path, 'utf8')).toBe('somebody else’s')
    expect(await workspace.list()).toEqual(['original', 'result'])
  })

  it('lets only one of many claim a name', async () => {
    const { workspace, original, target } = await prepare()
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, (_, i) =>
        placeFile(
          Buffer.from(`contender ${i}`),
          { ...target, partPath: workspace.path(`${i}.part`) },
          original,
        ),
      ),
    )
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await readFile(target.path, 'utf8')).toMatch(/^contender \d$/)
    expect(await workspace.list()).toEqual(['original', 'result'])
  })
})
