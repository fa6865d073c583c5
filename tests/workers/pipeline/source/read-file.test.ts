import { appendFile, chmod, mkdir, open, rename, symlink } from 'node:fs/promises'
import { createServer } from 'node:net'
import process from 'node:process'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readSourceFile } from '../../../../src/workers/pipeline/source/read-file.ts'
import { failureOf } from '../../support/failure.ts'
import { limits, Workspace } from '../../support/workspace.ts'

describe('readSourceFile', () => {
  it('reads all bytes, also through a link', async () => {
    const workspace = await Workspace.create()
    const bytes = Buffer.alloc(300_000, 'whittle')
    await symlink(await workspace.write('file', bytes), workspace.path('link'))
    const file = await readSourceFile(workspace.path('link'), limits)
    const direct = await readSourceFile(workspace.path('file'), limits)
    expect(file.bytes.equals(bytes)).toBe(true)
    expect(file.identity).toEqual(direct.identity)
  })

  it('refuses what somebody writes to while it is read', async () => {
    const workspace = await Workspace.create()
    const path = await workspace.write('file', Buffer.alloc(50_000_000, 'old'))
    const writer = await open(path, 'r+')
    let reading = true
    const read = failureOf(readSourceFile(path, limits), 'INPUT_CHANGED').finally(() => {
      reading = false
    })
    for (let at = 0; reading; at += 3) await writer.write('new', at)
    await writer.close()
    await read
  })

  it('reads the old bytes to their end where another file takes the name meanwhile', async () => {
    const workspace = await Workspace.create()
    const old = Buffer.alloc(50_000_000, 'old')
    const path = await workspace.write('file', old)
    const other = await workspace.write('other', 'new')
    const read = readSourceFile(path, limits)
    const probe = await open(path)
    await rename(other, path)
    const { bytes } = await read
    await probe.close()
    expect(bytes.equals(old) || bytes.toString() === 'new').toBe(true)
  })

  it('accepts a file of exactly the limit and refuses one byte more', async () => {
    const workspace = await Workspace.create()
    const path = await workspace.write('file', Buffer.alloc(1000))
    const tight = { ...limits, inputBytes: 1000 }
    expect((await readSourceFile(path, tight)).bytes.length).toBe(1000)
    await appendFile(path, 'x')
    const { message, detail } = await failureOf(readSourceFile(path, tight), 'INPUT_TOO_LARGE')
    expect(message).toContain('file')
    expect(detail).toContain('1001 bytes')
  })

  it('refuses an empty file', async () => {
    const workspace = await Workspace.create()
    await failureOf(readSourceFile(await workspace.write('empty', ''), limits), 'INPUT_EMPTY')
  })

  it('never waits for a named pipe', async () => {
    const workspace = await Workspace.create()
    const { detail } = await failureOf(
      readSourceFile(await workspace.mkfifo('photo.jpg'), limits),
      'INPUT_NOT_A_FILE',
    )
    expect(detail).toContain('named pipe')
  })

  it('refuses folders, sockets and devices', async () => {
    const workspace = await Workspace.create()
    await mkdir(workspace.path('folder'))
    const server = createServer()
    await new Promise<void>((resolve) => server.listen(workspace.path('socket'), resolve))
    onTestFinished(() => void server.close())
    for (const path of [workspace.path('folder'), workspace.path('socket'), '/dev/null']) {
      await failureOf(readSourceFile(path, limits), 'INPUT_NOT_A_FILE')
    }
  })

  it('tells what is wrong with a path', async () => {
    const workspace = await Workspace.create()
    await workspace.write('file', 'x')
    await symlink(workspace.path('nowhere'), workspace.path('dangling'))
    await symlink(workspace.path('loop'), workspace.path('loop'))
    await failureOf(readSourceFile(workspace.path('missing'), limits), 'INPUT_MISSING')
    await failureOf(readSourceFile(workspace.path('file/below'), limits), 'INPUT_MISSING')
    await failureOf(readSourceFile(workspace.path('dangling'), limits), 'INPUT_MISSING')
    await failureOf(readSourceFile(workspace.path('loop'), limits), 'INPUT_LINK_LOOP')
    const { detail } = await failureOf(
      readSourceFile(workspace.path('n'.repeat(300)), limits),
      'INPUT_PATH_TOO_LONG',
    )
    expect(detail).toContain('ENAMETOOLONG')
  })

  it('tells that it may not read', async () => {
    const workspace = await Workspace.create()
    const path = await workspace.write('file', 'x')
    await chmod(workspace.folder, 0o755)
    await chmod(path, 0o000)
    // The superuser may read everything, so it has to step down for a moment.
    if (process.geteuid?.() === 0) {
      process.seteuid?.(65_534)
      onTestFinished(() => process.seteuid?.(0))
    }
    await failureOf(readSourceFile(path, limits), 'INPUT_UNREADABLE')
  })
})
