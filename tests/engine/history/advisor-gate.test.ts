import { describe, expect, it } from 'vitest'
import { Advisor } from '../../../src/engine/history/queries/advisor.ts'
import type { Explanation } from '../../../src/shared/model/query.ts'
import { durations } from './oracle.ts'
import { tempFolder } from './records.ts'

const query = durations({ from: 0, to: 86_400_000, groupBy: ['operation'] })
const id = 'by-operation_duration+operation'

/** An advisor of a history whose queries take as long as told, and the indices that it keeps. */
async function advisor(cost: { without: [rows: number, ms: number]; having: [rows: number, ms: number] }) {
  const built = new Set<string>(['by-left_behind'])
  const steps: string[] = []
  const explanation = ([rows, durationMs]: [number, number]): Explanation => ({
    steps: [],
    shards: 1,
    rows,
    durationMs,
    result: { series: [], exact: true, gaps: [] },
  })
  const instance = new Advisor({
    dir: await tempFolder(),
    owner: true,
    now: () => 1_000,
    log: () => {},
    run: async (_, { indices }) => explanation(indices ? cost.having : cost.without),
    build: async (view, stop) => {
      steps.push('build')
      built.add(view)
      return !stop()
    },
    remove: async (view) => {
      built.delete(view)
    },
    built: async () => [...built],
  })
  for (let i = 0; i < 3; i += 1) await instance.observe(query, explanation(cost.without))
  return { instance, built, steps }
}

describe('an index on trial', () => {
  it('stays when it reads fewer rows and takes less time', async () => {
    const { instance, built } = await advisor({ without: [9_000, 20], having: [900, 4] })
    await instance.review()
    expect([...built]).toEqual([id])
    expect((await instance.list())[0]).toMatchObject({
      id,
      state: 'built',
      measured: { beforeMs: 20, afterMs: 4, rowsBefore: 9_000, rowsAfter: 900 },
    })
  })

  it.each([
    ['no faster', [900, 19]],
    ['slower', [900, 40]],
    ['of nearly as many rows', [6_000, 4]],
  ] as const)('goes when it is %s, and is not tried again soon', async (_, [rows, ms]) => {
    const { instance, built, steps } = await advisor({ without: [9_000, 20], having: [rows, ms] })
    await instance.review()
    await instance.review()
    expect([[...built], await instance.list(), steps]).toEqual([[], [], ['build']])
  })

  it('leaves nothing behind when it is stopped, and is tried again', async () => {
    const { instance, built, steps } = await advisor({ without: [9_000, 20], having: [900, 4] })
    let asked = 0
    await instance.review(() => ++asked > 1)
    expect([[...built], await instance.list()]).toEqual([[], []])
    await instance.review()
    expect([[...built], steps]).toEqual([[id], ['build', 'build']])
  })

  it('is made once, however many ask at the same time', async () => {
    const { instance, steps } = await advisor({ without: [9_000, 20], having: [900, 4] })
    await Promise.all([instance.review(), instance.review(), instance.review()])
    expect(steps).toEqual(['build'])
  })
})
