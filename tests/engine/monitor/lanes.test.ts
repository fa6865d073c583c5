import { describe, expect, it, vi } from 'vitest'
import { Lanes } from '../../../src/engine/monitor/index.ts'
import type { PoolPort, RunOptions } from '../../../src/engine/ports.ts'
import type { WorkSpan } from '../../../src/shared/model/monitor.ts'

/** A pool whose jobs are moved by hand. */
function handMoved() {
  const jobs: { options: RunOptions; finish: () => void; fail: (error: Error) => void }[] = []
  const run = (_task: string, _payload: object, options: RunOptions) =>
    new Promise((resolve, reject) => jobs.push({ options, finish: () => resolve({}), fail: reject }))
  return { jobs, pool: { run } as unknown as PoolPort }
}

function setUp() {
  const told: WorkSpan[][] = []
  const lanes = new Lanes((spans) => told.push([...spans]))
  const { jobs, pool } = handMoved()
  const watched = lanes.watch(pool)
  const start = (name: string) => {
    const origin = { batchId: 'b1', itemId: name, recipeId: 'r' }
    const done = watched.run('probe', { input: `/in/${name}`, limits: {} as never }, { limitMs: 1, origin })
    const job = jobs.at(-1)
    if (job === undefined) throw new Error('It was not given on.')
    return { ...job, done }
  }
  return { lanes, told, start }
}

const avif = { format: 'avif', width: 640, height: 480 } as const

describe('what the workers are at', () => {
  it('is told by lane, with the steps that ended and the one that lasts', async () => {
    const { lanes, told, start } = setUp()
    const first = start('a.jpg')
    const second = start('b.jpg')
    // Not started yet: it waits for a worker.
    first.options.onProgress?.({ step: 'read' })
    expect(lanes.current()).toEqual([])

    first.options.onStart?.()
    second.options.onStart?.()
    first.options.onProgress?.({ step: 'decode' })
    first.options.onProgress?.({ step: 'encode', about: avif })
    first.options.onProgress?.({ step: 'encode', about: avif })
    second.options.onProgress?.({ step: 'read' })
    expect(lanes.current()).toMatchObject([
      { lane: 0, name: 'a.jpg', itemId: 'a.jpg', step: 'encode', ...avif },
      { lane: 1, name: 'b.jpg', step: 'read' },
    ])
    await vi.waitFor(() => expect(told).toHaveLength(1))
    expect(told[0]?.map(({ lane, step, to }) => [lane, step, to === undefined])).toEqual([
      [0, 'decode', false],
      [0, 'encode', true],
      [1, 'read', true],
    ])
  })

  it('gives a free lane to the next, and ends with the job however that ends', async () => {
    const { lanes, told, start } = setUp()
    const jobs = ['a.jpg', 'b.jpg'].map(start)
    for (const { options } of jobs) {
      options.onStart?.()
      options.onProgress?.({ step: 'read' })
    }
    jobs[0]?.fail(new Error('broken'))
    await expect(jobs[0]?.done).rejects.toThrow('broken')
    const third = start('c.jpg')
    third.options.onStart?.()
    third.options.onProgress?.({ step: 'read' })
    expect(lanes.current().map(({ lane, name, job }) => [lane, name, job])).toEqual([
      [1, 'b.jpg', 2],
      [0, 'c.jpg', 3],
    ])
    third.finish()
    jobs[1]?.finish()
    await Promise.all([third.done, jobs[1]?.done])
    expect(lanes.current()).toEqual([])
    await vi.waitFor(() => expect(told.flat().filter(({ to }) => to !== undefined)).toHaveLength(3))
  })
})
