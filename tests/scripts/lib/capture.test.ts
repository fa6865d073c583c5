import { describe, expect, it } from 'vitest'
import { capture, lastWords } from '../../../scripts/lib/capture.mjs'

describe('capture', () => {
  it('keeps what a program prints, and its status', async () => {
    const script = 'console.log("out"); console.error("err"); process.exitCode = 4'
    expect(await capture(process.execPath, ['-e', script])).toEqual({
      status: 4,
      stdout: 'out\n',
      stderr: 'err\n',
    })
  })

  it('says that a program is not there', async () => {
    expect(await capture('/no/such/program', [])).toMatchObject({ status: null, stderr: /ENOENT/ })
  })

  it('ends a program that is not wanted any more', async () => {
    const signal = AbortSignal.timeout(100)
    const result = await capture(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { signal })
    expect(result.status).toBeNull()
  })
})

describe('lastWords', () => {
  it('prefers what went to standard error, and its end', () => {
    expect(lastWords({ status: 1, stdout: 'out', stderr: 'a\nb\nc\n' }, 2)).toBe('b\nc')
    expect(lastWords({ status: 1, stdout: 'out\n', stderr: ' \n' })).toBe('out')
  })
})
