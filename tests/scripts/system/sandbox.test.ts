import { chmodSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { helperCanWork, helperState } from '../../../scripts/system/sandbox.mjs'
import { temporaryFolder } from '../support/temporary-folder'

describe.runIf(process.platform === 'linux')('helperState', () => {
  it('tells a helper that is not there from one that is not set up', () => {
    const helper = join(temporaryFolder(), 'chrome-sandbox')
    expect(helperState(helper)).toBe('absent')
    writeFileSync(helper, '', { mode: 0o755 })
    expect(helperState(helper)).toBe('unfit')
  })

  it('takes only a setuid helper of root that everyone can run', () => {
    const helper = join(temporaryFolder(), 'chrome-sandbox')
    writeFileSync(helper, '')
    chmodSync(helper, 0o4750)
    expect(helperState(helper)).toBe('unfit')
    chmodSync(helper, 0o4755)
    expect(helperState(helper)).toBe(process.getuid?.() === 0 ? 'ready' : 'unfit')
  })
})

describe('helperCanWork', () => {
  // Lines of /proc/self/status.
  const status = (noNewPrivileges: number, bounding: string) =>
    `Name:\tnode\nCapBnd:\t${bounding}\nNoNewPrivs:\t${noNewPrivileges}\nSeccomp:\t0\n`

  it('is so where root can have all rights', () => {
    expect(helperCanWork(status(0, '000001ffffffffff'))).toBe(true)
  })

  it('is not so in a container with the usual rights of one', () => {
    expect(helperCanWork(status(0, '00000000a80425fb'))).toBe(false)
  })

  it('is not so where programs may gain no rights', () => {
    expect(helperCanWork(status(1, '000001ffffffffff'))).toBe(false)
  })
})
