import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findDesktopRuntime } from '../../src/cli/desktop-runtime.ts'

describe('findDesktopRuntime', () => {
  let folder = ''
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'whittle-runtime-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  const note = async (content: unknown): Promise<string> => {
    const file = join(folder, 'electron.json')
    await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content))
    return file
  }

  it('names the binary that the setup found', async () => {
    const finding = await findDesktopRuntime(
      await note({ executablePath: process.execPath, source: 'official' }),
    )
    expect(finding).toMatchObject({ status: 'ok', value: expect.stringContaining(process.execPath) })
    expect(finding.hint).toBeUndefined()
  })

  it('says when it is the substitute, and how to get the real one', async () => {
    const finding = await findDesktopRuntime(
      await note({ executablePath: process.execPath, source: 'registry' }),
    )
    expect(finding).toMatchObject({ status: 'warning', hint: expect.stringContaining('--retry') })
  })

  it.each([
    ['is not there', undefined],
    ['is damaged', '{'],
    ['points at a binary that is gone', { executablePath: '/nowhere/electron', source: 'official' }],
  ])('tells how to set it up when the note %s', async (_, content) => {
    const file = content === undefined ? join(folder, 'none.json') : await note(content)
    expect(await findDesktopRuntime(file)).toMatchObject({
      status: 'warning',
      value: 'not set up',
      hint: expect.stringContaining('npm run setup'),
    })
  })
})
