import { createHash } from 'node:crypto'
import { link, mkdir, readFile, stat, symlink } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { WhittleError } from '../../../../src/shared/errors.ts'
import { type FileIdentity, identityOf } from '../../../../src/workers/pipeline/file-identity.ts'
import { placeFile, type Target } from '../../../../src/workers/pipeline/output/place-file.ts'
import { toOutputError } from '../../../../src/workers/pipeline/system-errors.ts'
import { failureOf } from '../../support/failure.ts'
import { Workspace } from '../../support/workspace.ts'

const bytes = Buffer.from('the encoded image')
const sha256 = (data: Buffer | string) => createHash('sha256').update(data).digest('hex')

async function prepare(): Promise<{
  workspace: Workspace
  target: Target
  original: FileIdentity
  input: string
}> {
  const workspace = await Workspace.create()
  const input = await workspace.write('original', 'the original')
  const original = identityOf(await stat(input, { bigint: true }))
  const path = workspace.path('result')
  return { workspace, input, original, target: { path, partPath: `${path}.part` } }
}

describe('placeFile', () => {
  it('puts the bytes in place, and leaves nothing else', async () => {
    const { workspace, original } = await prepare()
    await mkdir(workspace.path('a/b'), { recursive: true })
    const path = workspace.path('a/b/result')
    const hash = await placeFile(bytes, { path, partPath: `${path}.part` }, original)
    expect(hash).toBe(sha256(bytes))
    expect(await readFile(path, 'utf8')).toBe('the encoded image')
    expect(await workspace.list()).toEqual(['a', 'a/b', 'a/b/result', 'original'])
    expect((await stat(path)).nlink).toBe(1)
  })

  it('does not make a folder that is gone', async () => {
    const { workspace, original } = await prepare()
    const path = workspace.path('gone/result')
    await expect(placeFile(bytes, { path, partPath: `${path}.part` }, original)).rejects.toMatchObject({
      code: 'OUTPUT_UNWRITABLE',
    })
    expect(await workspace.list()).toEqual(['original'])
  })

  it('removes the part that an earlier run left', async () => {
    const { workspace, target, original } = await prepare()
    await workspace.write('result.part', 'half of an ima')
    await placeFile(bytes, target, original)
    expect(await workspace.list()).toEqual(['original', 'result'])
  })

  it('is content with the same bytes there already', async () => {
    const { workspace, target, original } = await prepare()
    await placeFile(bytes, target, original)
    const before = await stat(target.path)
    await expect(placeFile(bytes, target, original)).resolves.toBe(sha256(bytes))
    expect((await stat(target.path)).ino).toBe(before.ino)
    expect(await workspace.list()).toEqual(['original', 'result'])
  })

  it('replaces the earlier result that it was told of, and no other', async () => {
    const { workspace, target, original } = await prepare()
    await workspace.write('result', 'an earlier result')
    await placeFile(bytes, { ...target, replaces: sha256('an earlier result') }, original)
    expect(await readFile(target.path, 'utf8')).toBe('the encoded image')

    await workspace.write('result', 'edited by somebody')
    const refused = placeFile(bytes, { ...target, replaces: sha256('an earlier result') }, original)
    await failureOf(refused, 'OUTPUT_EXISTS')
    expect(await readFile(target.path, 'utf8')).toBe('edited by somebody')
    expect(await workspace.list()).toEqual(['original', 'result'])
  })

  it('leaves alone whatever else has the name', async () => {
    const { workspace, target, original } = await prepare()
    await workspace.write('file', bytes)
    await mkdir(workspace.path('folder'))
    await symlink(workspace.path('file'), workspace.path('link'))
    await symlink(workspace.path('nowhere'), workspace.path('dangling'))
    for (const name of ['folder', 'link', 'dangling']) {
      const path = workspace.path(name)
      await failureOf(placeFile(bytes, { ...target, path }, original), 'OUTPUT_EXISTS')
    }
    expect(await workspace.list()).toEqual(['dangling', 'file', 'folder', 'link', 'original'])
  })

  it('lets only one of many claim a name', async () => {
    const { workspace, target, original } = await prepare()
    const contenders = Array.from({ length: 20 }, (_, i) => ({
      ...target,
      partPath: workspace.path(`${i}.part`),
    }))
    const outcomes = await Promise.allSettled(
      contenders.map((contender, i) => placeFile(Buffer.from(`contender ${i}`), contender, original)),
    )
    const winners = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
    expect(winners).toEqual([sha256(await readFile(target.path))])
    expect(await workspace.list()).toEqual(['original', 'result'])
  })

  it('never touches the original, whatever name leads to it', async () => {
    const { workspace, input, target, original } = await prepare()
    await symlink(input, workspace.path('link'))
    await link(input, workspace.path('hard-link'))
    const replaces = sha256('the original')
    for (const path of [input, workspace.path('link'), workspace.path('hard-link')]) {
      await failureOf(placeFile(bytes, { ...target, path, replaces }, original), 'OUTPUT_IS_ORIGINAL')
    }
    await failureOf(placeFile(bytes, { ...target, partPath: input }, original), 'OUTPUT_IS_ORIGINAL')
    expect(await readFile(input, 'utf8')).toBe('the original')
  })

  it('tells what the system said', async () => {
    const { workspace, input, target, original } = await prepare()
    const below = await workspace.write('file', 'x')
    const inFile = { path: `${below}/result`, partPath: `${below}/part` }
    const { detail } = await failureOf(placeFile(bytes, inFile, original), 'OUTPUT_UNWRITABLE')
    expect(detail).toContain(below)
    const long = workspace.path('n'.repeat(300))
    await failureOf(placeFile(bytes, { ...target, path: long }, original), 'OUTPUT_NAME_TOO_LONG')
    await failureOf(placeFile(bytes, { ...target, partPath: long }, original), 'OUTPUT_NAME_TOO_LONG')
    await mkdir(workspace.path('result.part'))
    await failureOf(placeFile(bytes, target, original), 'OUTPUT_UNWRITABLE')
    expect(await readFile(input, 'utf8')).toBe('the original')
  })
})

describe('toOutputError', () => {
  it.each([
    ['ENOSPC', 'OUTPUT_DISK_FULL'],
    ['EDQUOT', 'OUTPUT_DISK_FULL'],
    ['EACCES', 'OUTPUT_UNWRITABLE'],
    ['EPERM', 'OUTPUT_UNWRITABLE'],
    ['EROFS', 'OUTPUT_UNWRITABLE'],
    ['ENAMETOOLONG', 'OUTPUT_NAME_TOO_LONG'],
  ])('turns %s into %s', (code, expected) => {
    const error = toOutputError(Object.assign(new Error(`${code}: no`), { code }))
    expect(error).toBeInstanceOf(WhittleError)
    expect(error).toMatchObject({ code: expected, detail: `${code}: no` })
  })

  it('passes through what the system did not say', () => {
    const ours = new WhittleError('OUTPUT_EXISTS')
    expect(toOutputError(ours)).toBe(ours)
    const bug = new TypeError('x is not a function')
    expect(toOutputError(bug)).toBe(bug)
  })
})
