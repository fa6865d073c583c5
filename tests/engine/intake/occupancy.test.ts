import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readOccupancy } from '../../../src/engine/intake/occupancy.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const text = 'what we wrote'
const ours = {
  source: '/in/a.jpg',
  bytes: text.length,
  sha256: createHash('sha256').update(text).digest('hex'),
}

function setUp() {
  const folder = temporaryFolder()
  const path = join(folder, 'a-640w.webp')
  writeFileSync(path, text)
  return { folder, path, occupancy: readOccupancy(new Map([[path, ours]])) }
}

describe('occupancy', () => {
  it('lists files and folders, also those behind links', async () => {
    const { folder, occupancy } = setUp()
    mkdirSync(join(folder, 'sub'))
    symlinkSync('sub', join(folder, 'to-folder'))
    symlinkSync('a-640w.webp', join(folder, 'to-file'))
    symlinkSync('nowhere', join(folder, 'dangling'))
    const entries = await occupancy.entries(folder)
    expect(entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))).toEqual([
      { name: 'a-640w.webp', isFolder: false },
      { name: 'dangling', isFolder: false },
      { name: 'sub', isFolder: true },
      { name: 'to-file', isFolder: false },
      { name: 'to-folder', isFolder: true },
    ])
  })

  it('finds nothing in a folder that is not there, or is none', async () => {
    const { folder, path, occupancy } = setUp()
    expect(await occupancy.entries(join(folder, 'missing'))).toEqual([])
    expect(await occupancy.entries(path)).toEqual([])
  })

  it('knows our own file as long as its bytes are the same', async () => {
    const { folder, path, occupancy } = setUp()
    expect(occupancy.owned(path)).toBe(ours)
    expect(occupancy.owned(join(folder, 'other'))).toBeUndefined()
    expect(await occupancy.isUnchanged(path, ours)).toBe(true)
    writeFileSync(path, text.toUpperCase())
    expect(await occupancy.isUnchanged(path, ours)).toBe(false)
    rmSync(path)
    expect(await occupancy.isUnchanged(path, ours)).toBe(false)
  })

  it('takes no link for ours, whatever it leads to', async () => {
    const { folder, path, occupancy } = setUp()
    rmSync(path)
    writeFileSync(join(folder, 'elsewhere'), text)
    symlinkSync('elsewhere', path)
    expect(await occupancy.isUnchanged(path, ours)).toBe(false)
  })

  it.runIf(process.platform !== 'win32')('does not open a pipe in its place', async () => {
    const { path, occupancy } = setUp()
    rmSync(path)
    execFileSync('mkfifo', [path])
    expect(await occupancy.isUnchanged(path, { ...ours, bytes: 0 })).toBe(false)
  })
})
