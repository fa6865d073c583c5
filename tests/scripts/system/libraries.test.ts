import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { SetupError } from '../../../scripts/lib/messages.mjs'
import { missingLibraries, unresolvedIn } from '../../../scripts/system/libraries.mjs'
import { temporaryFolder } from '../support/temporary-folder'

describe('unresolvedIn', () => {
  it('finds the missing among the found', () => {
    const output = [
      '\tlinux-vdso.so.1 (0x00007f6a44262000)',
      '\tlibffmpeg.so => /opt/electron/libffmpeg.so (0x00007f6a43a00000)',
      '\tlibgtk-3.so.0 => not found',
      '\tlibasound.so.2 => not found',
      '\t/lib64/ld-linux-x86-64.so.2 (0x00007f6a44264000)',
    ].join('\n')
    expect(unresolvedIn(output)).toEqual(['libgtk-3.so.0', 'libasound.so.2'])
  })
})

describe.runIf(process.platform === 'linux')('missingLibraries', () => {
  it('misses none that the running Node has found', async () => {
    const missing = await missingLibraries(process.execPath)
    // GTK is asked for whatever the binary, and may well not be here.
    expect(missing.filter((name) => name !== 'libgtk-3.so.0')).toEqual([])
  })

  it('says that a file is no program for this system', async () => {
    const file = join(temporaryFolder(), 'electron')
    writeFileSync(file, 'not a program', { mode: 0o755 })
    await expect(missingLibraries(file)).rejects.toThrow(SetupError)
    await expect(missingLibraries(file)).rejects.toThrow(/cannot run on this system/)
  })
})
