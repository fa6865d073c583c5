import { execFile } from 'node:child_process'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from './support/temporary-folder'

const SCRIPTS = join(import.meta.dirname, '../../scripts')

describe('a checkout without packages', () => {
  it.each(['setup.mjs', 'e2e.mjs'])('is told to run npm ci by %s, without a stack', async (script) => {
    const copy = join(temporaryFolder(), 'scripts')
    cpSync(SCRIPTS, copy, { recursive: true })
    const failure = await promisify(execFile)(process.execPath, [join(copy, script)]).catch((error) => error)
    expect(failure).toMatchObject({ code: 1 })
    expect(failure.stderr.trim()).toBe('The npm packages are not installed. Please run:\n\n  npm ci')
  })
})

describe.runIf(process.platform === 'linux')('a machine without a display', () => {
  it.each(['start.mjs', 'dev.mjs'])('is pointed at the demo by %s', async (script) => {
    const env = { PATH: process.env.PATH }
    const failure = await promisify(execFile)(process.execPath, [join(SCRIPTS, script)], { env }).catch(
      (error) => error,
    )
    expect(failure).toMatchObject({ code: 1 })
    expect(failure.stderr).toContain('npm run demo')
  })
})
