import { expect, it } from 'vitest'
import { contend } from './contention.ts'

it('loads the machine for a while, tells what it got done, and ends by itself', async () => {
  const { result } = await contend({ cpu: 1, memory: 64, seconds: 1 })
  expect(await result).toMatchObject({ threads: 1, heldBytes: 64e6 })
  expect((await result)?.roundsPerSecond).toBeGreaterThan(0)
})

it('ends when whoever started it lets go of it', async () => {
  const { result, stop } = await contend({ cpu: 1, seconds: 600 })
  stop()
  expect(await result).toBeUndefined()
})
