import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { run } from '../../../scripts/lib/run.mjs'
import { temporaryFolder } from '../support/temporary-folder'

const RUN = pathToFileURL(join(import.meta.dirname, '../../../scripts/lib/run.mjs')).href

describe('run', () => {
  it('gives the exit status', async () => {
    expect(await run(process.execPath, ['-e', 'process.exit(3)'])).toBe(3)
    expect(await run(process.execPath, ['-e', ''])).toBe(0)
  })

  it('gives the status a shell gives when a signal ended it', async () => {
    expect(await run(process.execPath, ['-e', 'process.kill(process.pid, "SIGKILL")'])).toBe(128 + 9)
  })

  it('rejects when there is no such program', async () => {
    await expect(run('/no/such/program', [])).rejects.toThrow(/ENOENT/)
  })
})

/** Starts a process that runs a program through a shell, which passes no signal on. */
function started(program: string) {
  const folder = temporaryFolder()
  const inner = join(folder, 'inner.mjs')
  const outer = join(folder, 'outer.mjs')
  writeFileSync(inner, program)
  writeFileSync(
    outer,
    `import { run } from ${JSON.stringify(RUN)}
     const shell = '"$0" "$1"; exit $?'
     process.exitCode = await run('sh', ['-c', shell, process.execPath, ${JSON.stringify(inner)}])`,
  )
  const child = spawn(process.execPath, [outer], { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  child.stdout.on('data', (chunk) => {
    text += chunk
  })
  const says = async (word: string) => {
    while (!text.includes(word)) await once(child.stdout, 'data')
  }
  return { child, says, text: () => text, ended: once(child, 'close') }
}

describe.runIf(process.platform !== 'win32')('an interrupt', () => {
  it('reaches the program behind a shell, once, though it comes twice, and waits for it', async () => {
    const { child, says, text, ended } = started(`
      process.on('SIGINT', () => {
        console.log('interrupted')
        setTimeout(() => { console.log('tidied up'); process.exit() }, 300)
      })
      setInterval(() => {}, 1000)
      console.log('ready')`)
    await says('ready')
    child.kill('SIGINT')
    await says('interrupted')
    child.kill('SIGINT')
    await ended
    expect(text().trim().split('\n')).toEqual(['ready', 'interrupted', 'tidied up'])
  })

  it('kills when it is repeated later', async () => {
    const { child, says, text, ended } = started(`
      process.on('SIGTERM', () => console.log('no'))
      setInterval(() => {}, 1000)
      console.log('ready')`)
    await says('ready')
    child.kill('SIGTERM')
    await says('no')
    await new Promise((resolve) => setTimeout(resolve, 1100))
    child.kill('SIGTERM')
    // `close` comes when nobody holds the output any more: the stubborn program is gone as well.
    await ended
    expect(text()).toBe('ready\nno\n')
  })
})
