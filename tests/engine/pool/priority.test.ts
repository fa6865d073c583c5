import { spawn } from 'node:child_process'
import { once } from 'node:events'
import os from 'node:os'
import { expect, it, onTestFinished } from 'vitest'
import { setPriority } from '../../../src/engine/pool/priority.ts'

async function sleeper() {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000); console.log("on")'])
  onTestFinished(() => void child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  return child
}

it('lowers a process with all its threads', async () => {
  const { pid = 0 } = await sleeper()
  const before = os.getPriority(pid)
  expect(setPriority(pid, 'low')).toBe(true)
  expect(os.getPriority(pid)).toBeGreaterThan(before)
})

it('has nothing to do where the process is gone', async () => {
  const child = await sleeper()
  const { pid = 0 } = child
  child.kill('SIGKILL')
  await once(child, 'close')
  expect(setPriority(pid, 'low')).toBe(true)
})
