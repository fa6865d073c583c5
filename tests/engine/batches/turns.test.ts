import { describe, expect, it } from 'vitest'
import { Turns } from '../../../src/engine/batches/turns.ts'

/** A task that ends when it is told to. */
function task(log: string[], name: string) {
  let finish = (_error?: Error): void => undefined
  const run = () => {
    log.push(`${name} begins`)
    return new Promise<string>((resolve, reject) => {
      finish = (error) => {
        log.push(`${name} ends`)
        if (error === undefined) resolve(name)
        else reject(error)
      }
    })
  }
  return { run, finish: (error?: Error) => finish(error) }
}

/** Lets everything that is ready run. */
const settle = () => new Promise(setImmediate)

describe('turns', () => {
  it('lets tasks with one key run one after the other', async () => {
    const log: string[] = []
    const turns = new Turns()
    const [a, b] = [task(log, 'a'), task(log, 'b')]
    const results = [turns.take('key', a.run), turns.take('key', b.run)]
    await settle()
    a.finish()
    await settle()
    b.finish()
    expect(await Promise.all(results)).toEqual(['a', 'b'])
    expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
  })

  it('lets tasks with other keys run meanwhile', async () => {
    const log: string[] = []
    const turns = new Turns()
    const [a, b] = [task(log, 'a'), task(log, 'b')]
    const results = [turns.take('one', a.run), turns.take('two', b.run)]
    await settle()
    expect(log).toEqual(['a begins', 'b begins'])
    a.finish()
    b.finish()
    await Promise.all(results)
  })

  it('goes on after a task that failed', async () => {
    const log: string[] = []
    const turns = new Turns()
    const [a, b] = [task(log, 'a'), task(log, 'b')]
    const results = [turns.take('key', a.run), turns.take('key', b.run)] as const
    const failed = expect(results[0]).rejects.toThrow('a failed')
    await settle()
    a.finish(new Error('a failed'))
    await failed
    await settle()
    b.finish()
    expect(await results[1]).toBe('b')
  })

  it('is idle when everything has ended, also what came meanwhile', async () => {
    const log: string[] = []
    const turns = new Turns()
    await turns.idle()
    const [a, b] = [task(log, 'a'), task(log, 'b')]
    turns.take('key', a.run).then(() => turns.take('other', b.run))
    await settle()
    const idle = turns.idle().then(() => log.push('idle'))
    a.finish()
    await settle()
    b.finish()
    await idle
    expect(log.at(-1)).toBe('idle')
    expect(log).toHaveLength(5)
  })
})
