import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { downloadOfficial } from '../../../scripts/runtime/official-download.mjs'
import { DOWNLOADING, electronPackage, FAILING } from '../support/electron-package'
import { temporaryFolder } from '../support/temporary-folder'

// What stays open and does nothing, like a connection that says nothing.
const SILENT = 'setInterval(() => {}, 1000)'

// Writes to the folder for temporary files for longer than the limit of the test, then succeeds.
const SLOW = `
const fs = require('node:fs')
let left = 7
const timer = setInterval(() => {
  fs.appendFileSync(require('node:os').tmpdir() + '/part', 'x'.repeat(1000))
  if (--left === 0) { clearInterval(timer); ${DOWNLOADING.replace('const fs', 'var files')} }
}, 300)
`

beforeEach(() => {
  vi.spyOn(console, 'log').mockImplementation(() => {})
})

describe('downloadOfficial', () => {
  it('gives the binary that was downloaded', async () => {
    const folder = electronPackage(temporaryFolder(), DOWNLOADING)
    expect(await downloadOfficial(folder)).toEqual({ binary: join(folder, 'dist', 'electron') })
  })

  it('gives the reason when the script fails', async () => {
    const folder = electronPackage(temporaryFolder(), FAILING)
    expect(await downloadOfficial(folder)).toEqual({ reason: 'fetch failed' })
  })

  it('gives a reason when the script ends well and leaves no binary', async () => {
    const folder = electronPackage(temporaryFolder(), '')
    expect(await downloadOfficial(folder)).toEqual({ reason: 'its script ended with status 0' })
  })

  it('ends a download that does not move', async () => {
    const folder = electronPackage(temporaryFolder(), SILENT)
    expect(await downloadOfficial(folder, 300)).toEqual({ reason: 'nothing arrived for 0.3 s' })
  })

  it('leaves a slow download alone as long as it moves, and tidies up', async () => {
    const folder = electronPackage(temporaryFolder(), SLOW)
    const temporary = temporaryFolder()
    vi.stubEnv('TMPDIR', temporary)
    onTestFinished(() => {
      vi.unstubAllEnvs()
    })
    expect(await downloadOfficial(folder, 1500)).toEqual({ binary: join(folder, 'dist', 'electron') })
    expect(readdirSync(temporary)).toEqual([])
  })
})
