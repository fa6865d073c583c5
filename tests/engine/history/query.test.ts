import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Operation } from '../../../src/shared/model/history.ts'
import { type Query, querySchema } from '../../../src/shared/model/query.ts'
import { differences, durations } from './oracle.ts'
import { noon, open, sampleAt, tempFolder } from './records.ts'

const hour = 3_600_000
const day = 24 * hour
const now = noon(23)

/** Operations over the last days, more of them lately, with the odd extreme. */
const operationArbitrary: fc.Arbitrary<Operation> = fc.record({
  at: fc.oneof(
    fc.integer({ min: now - 3 * day, max: now - 1 }),
    fc.integer({ min: now - 2 * hour, max: now - 1 }),
  ),
  operation: fc.constantFrom('optimize', 'preview', 'ipc'),
  kind: fc.constantFrom('avif', 'webp', 'a|b=c%', ''),
  status: fc.constantFrom('ok', 'error', 'cancelled'),
  durationMs: fc.oneof(
    fc.integer({ min: 0, max: 60_000 }).map((ms) => ms / 8),
    fc.constantFrom(0, 1e-3, 1e9),
  ),
})

const queryArbitrary = fc
  .record({
    from: fc.integer({ min: now - 4 * day, max: now - 1 }),
    length: fc.oneof(fc.integer({ min: 1, max: 4 * day }), fc.integer({ min: 1, max: hour })),
    step: fc.constantFrom(undefined, 7_000, 10_000, 60_000, 90_000, hour, 3 * hour, day),
    groupBy: fc.subarray(['operation', 'kind', 'status', 'code']),
    filter: fc.constantFrom<Query['filter'][]>(
      {},
      { kind: ['avif', 'a|b=c%'] },
      { status: ['error'], operation: ['ipc'] },
      { kind: [''] },
    ),
  })
  .map(({ from, length, step, ...rest }) => {
    // At most as many points as a query may have.
    const longest = step === undefined ? length : Math.min(length, step * 2_000)
    return durations({ from, to: from + longest, ...(step === undefined ? {} : { step }), ...rest })
  })

describe('a query', () => {
  it('gives what brute force gives, before and after everything is rolled up, and from its cache', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(operationArbitrary, { minLength: 1, maxLength: 300 }),
        fc.array(queryArbitrary, { minLength: 1, maxLength: 6 }),
        async (operations, queries) => {
          const history = await open(await tempFolder(), { now: () => now })
          for (const operation of operations) history.recordOperation(operation)
          const check = async () => {
            for (const query of queries) {
              const { result } = await history.query(query)
              expect(differences(result, operations, query)).toEqual([])
              expect(result).toMatchObject({ exact: true, gaps: [] })
            }
          }
          await check()
          await history.upkeep()
          for (let round = 0; round < 3; round += 1) await check()
          await history.close()
        },
      ),
      { numRuns: 25 },
    )
  })

  it('is answered from the coarsest roll-up that is exact, with the edges from finer ones', async () => {
    const history = await open(await tempFolder(), { now: () => now })
    const operations: Operation[] = []
    for (let at = now - 4 * day; at < now; at += 97_000) {
      operations.push({ at, operation: 'ipc', kind: 'k', status: 'ok', durationMs: (at % 1_000) + 1 })
    }
    for (const operation of operations) history.recordOperation(operation)
    await history.upkeep()
    const query = durations({ from: now - 3 * day - 1_234_567, to: now - 1_000 })
    const { steps, result, rows } = await history.explain(query)
    expect(steps.map(({ source }) => source)).toEqual(['1d', '1h', '1m', '10s', 'raw'])
    expect(rows).toBeLessThan(operations.length / 4)
    expect(differences(result, operations, query)).toEqual([])
    // A day does not fit into three hours, and nothing but raw values into seven seconds.
    const byHours = await history.explain({ ...query, step: 3 * hour })
    expect(byHours.steps.map(({ source }) => source)).toEqual(['1h', '1m', '10s', 'raw'])
    const bySeconds = await history.explain({ ...query, from: query.to - hour, step: 7_000 })
    expect(bySeconds.steps.map(({ source }) => source)).toEqual(['raw'])
  })

  it('reads no line of series that it is not about', async () => {
    const history = await open(await tempFolder(), { now: () => now })
    for (let i = 0; i < 100; i += 1) {
      const kind = i % 2 === 0 ? 'avif' : 'webp'
      const at = now - 2 * day + i * hour * (i < 50 ? 0.1 : 0.3)
      history.recordOperation({ at, operation: 'optimize', kind, status: 'ok', durationMs: i })
    }
    await history.upkeep()
    const all = await history.explain(durations({ from: now - 2 * day, to: now }))
    const some = await history.explain(
      durations({ from: now - 2 * day, to: now, filter: { kind: ['avif'] } }),
    )
    const none = await history.explain(durations({ from: now - 2 * day, to: now, filter: { kind: ['png'] } }))
    expect(some.rows).toBeLessThan(all.rows)
    expect(none.steps.reduce((sum, step) => sum + step.pruned, 0)).toBeGreaterThan(0)
    expect(none.rows).toBe(0)
    expect(none.result.series).toEqual([])
  })

  it('that is repeated reads only what came since', async () => {
    let clock = now
    const history = await open(await tempFolder(), { now: () => clock })
    const operations: Operation[] = []
    const record = (at: number): void => {
      const operation: Operation = { at, operation: 'ipc', kind: 'k', status: 'ok', durationMs: at % 777 }
      operations.push(operation)
      history.recordOperation(operation)
    }
    for (let at = now - day; at < now; at += 31_000) record(at)
    await history.upkeep()
    const ask = () => history.query(durations({ from: clock - day, to: clock, step: 10 * 60_000 }))
    const first = await ask()
    for (let second = 0; second < 5; second += 1) {
      clock += 1_000
      record(clock - 500)
      const again = await ask()
      expect(again.steps[0]?.source).toBe('cache')
      expect(again.rows - (again.steps[0]?.rows ?? 0)).toBeLessThan(first.rows / 4)
      const query = durations({ from: clock - day, to: clock, step: 10 * 60_000 })
      expect(differences(again.result, operations, query)).toEqual([])
    }
  })

  it('tells that it is not exact where finer data is gone, and counts nothing twice', async () => {
    const dir = await tempFolder()
    const writer = await open(dir, { now: () => now })
    for (let i = 0; i < 240; i += 1) {
      writer.recordOperation({
        at: now - 40 * day + i * 60_000,
        operation: 'ipc',
        kind: 'k',
        status: 'ok',
        durationMs: 1,
      })
    }
    const keep = () => ({ operationDays: 60, minuteDays: 1, tenSecondDays: 1 })
    await writer.close()
    const rolling = await open(dir, { now: () => now, retention: keep })
    await rolling.upkeep()
    await rolling.close()
    const history = await open(dir, { now: () => now, retention: () => ({ operationDays: 30 }) })
    await history.upkeep()
    const from = now - 40 * day
    const middle = from + 90 * 60_000
    const count = async (a: number, b: number) => {
      const { result } = await history.query(durations({ from: a, to: b }))
      return { exact: result.exact, count: result.series[0]?.points[0]?.values.count ?? 0 }
    }
    const whole = await count(from, from + 4 * hour)
    const halves = [await count(from, middle), await count(middle, from + 4 * hour)]
    expect(whole).toEqual({ exact: true, count: 240 })
    expect(halves.map(({ exact }) => exact)).toEqual([false, false])
    expect((halves[0]?.count ?? 0) + (halves[1]?.count ?? 0)).toBe(240)
  })

  it.each([
    ['no range', { from: now, to: now }],
    ['too many points', { from: now - day, to: now, step: 1_000 }],
  ])('is refused with %s', async (_, range) => {
    const history = await open(await tempFolder())
    await expect(history.query(durations(range))).rejects.toMatchObject({ code: 'BAD_REQUEST' })
  })

  it('about gauges is answered like any other', async () => {
    let clock = now - day
    const history = await open(await tempFolder(), { now: () => clock })
    for (; clock < now - day + 2 * hour; clock += 1_000) {
      const busy = (clock / 1_000) % 100
      history.recordSample(sampleAt(clock, { total: busy, own: busy / 2, cores: [] }))
    }
    const query = querySchema.parse({
      metric: 'cpu',
      from: now - day,
      to: clock,
      aggregations: ['avg', 'p95', 'count', 'max', 'min'],
    })
    const check = async () => {
      const { result } = await history.query(query)
      const values = result.series[0]?.points[0]?.values
      expect(values).toMatchObject({ count: 7_200, max: 99, min: 0 })
      expect(values?.avg).toBeCloseTo(49.5)
      expect(Math.abs((values?.p95 ?? 0) - 94)).toBeLessThan(94 * 0.02)
    }
    await check()
    await history.upkeep()
    await check()
  })
})
