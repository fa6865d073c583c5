import { expect, it } from 'vitest'
import { differences, durations } from './oracle.ts'
import { noon, open, tempFolder } from './records.ts'

const now = noon(23)
const hour = 3_600_000

it('builds an index for what is asked often, uses it, and drops it when nobody asks any more', async () => {
  let clock = now
  const dir = await tempFolder()
  const history = await open(dir, { now: () => clock })
  const operations = Array.from({ length: 12_000 }, (_, i) => ({
    at: now - 24 * 4 * hour + i * 28_500,
    operation: `operation-${i % 3}`,
    kind: `kind-${i % 160}`,
    status: 'ok' as const,
    durationMs: (i % 331) + 1,
  }))
  for (const operation of operations) history.recordOperation(operation)
  await history.upkeep()
  const query = durations({
    from: now - 90 * hour,
    to: now - 2 * hour,
    step: 3 * hour,
    groupBy: ['operation'],
  })
  const before = await history.explain(query)
  for (let i = 0; i < 3; i += 1) await history.query({ ...query, from: query.from + i * hour })
  const [advice] = await history.listAdvice()
  expect(advice?.id).toBe('by-operation_duration+operation')
  // By itself only where building it was quick, which depends on the machine.
  if (advice?.state === 'recommended') await history.applyAdvice(advice.id)
  expect(advice?.measured?.rowsAfter).toBeLessThan((advice?.measured?.rowsBefore ?? 0) / 3)
  const after = await history.explain(query)
  expect(after.steps.some(({ index }) => index?.join() === 'operation')).toBe(true)
  expect(after.rows).toBeLessThan(before.rows / 3)
  expect(differences(after.result, operations, query)).toEqual([])
  await history.close()

  clock += 31 * 24 * hour
  const later = await open(dir, { now: () => clock })
  await later.upkeep()
  expect(await later.listAdvice()).toEqual([])
  await expect(later.applyAdvice('by-x')).rejects.toMatchObject({ code: 'NOT_FOUND' })
})
