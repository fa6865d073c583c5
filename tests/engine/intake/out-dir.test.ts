import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { defaultOutDir } from '../../../src/engine/intake/out-dir.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

describe('defaultOutDir', () => {
  it('is beside a folder, and named after it', async () => {
    const parent = temporaryFolder()
    mkdirSync(join(parent, 'photos'))
    expect(await defaultOutDir([join(parent, 'photos')])).toBe(join(parent, 'photos-optimized'))
  })

  it('is beside the first of several paths, and beside a file', async () => {
    const parent = temporaryFolder()
    writeFileSync(join(parent, 'a.jpg'), '')
    mkdirSync(join(parent, 'photos'))
    expect(await defaultOutDir([join(parent, 'a.jpg')])).toBe(join(parent, 'optimized'))
    expect(await defaultOutDir([join(parent, 'photos'), join(parent, 'a.jpg')])).toBe(
      join(parent, 'optimized'),
    )
  })

  it('has a name that the file system takes', async () => {
    const parent = temporaryFolder()
    mkdirSync(join(parent, 'é'.repeat(127)))
    const dir = await defaultOutDir([join(parent, 'é'.repeat(127))])
    mkdirSync(dir)
    expect(basename(dir)).toMatch(/^é+-optimized$/)
  })

  it('has a name even where the folder has none', async () => {
    const dir = await defaultOutDir(['/'])
    expect(basename(dir)).toBe('optimized')
  })

  it('is in the home folder where it cannot be beside', async () => {
    // A folder that is not there cannot be written to, whoever asks.
    expect(await defaultOutDir(['/proc/nowhere/photos'])).toBe(join(homedir(), 'Whittle', 'optimized'))
    const parent = temporaryFolder()
    chmodSync(parent, 0o755)
    expect(await defaultOutDir([join(parent, 'missing', 'a.jpg')])).toBe(
      join(homedir(), 'Whittle', 'optimized'),
    )
  })
})
