import { openHistory } from '../../src/engine/history/index.ts'
import { dayMs, now, operationsOf, planOf, randomFrom, retention, sampleAt } from './plan.ts'

/** Writes the history day by day, with the upkeep of a week after each week. */
const [dir = '', , ...args] = process.argv.slice(2)
const plan = planOf(args)
let clock = now - plan.days * dayMs
const log = (level: string, message: string) => {
  if (level === 'warn' || level === 'error') console.error(level, message)
}
const options = { dir, writer: 'main', flushMs: 3_600_000, now: () => clock, log, retention }
const startedAt = performance.now()
const history = await openHistory(options)
for (let day = 0; day < plan.days; day += 1) {
  const start = now - (plan.days - day) * dayMs
  for (const operation of operationsOf(plan, day)) history.recordOperation(operation)
  const random = randomFrom(1_000 + day)
  const stepMs = day >= plan.days - 2 ? 1_000 : plan.sampleMs
  for (let at = start; at < start + dayMs; at += stepMs) history.recordSample(sampleAt(at, random))
  // A question, so that what is waiting is written.
  await history.listRuns({ limit: 1 })
  clock = start + dayMs
  if (day % 7 === 6 || day === plan.days - 1) await history.upkeep()
}
await history.close()
console.log(`made in ${((performance.now() - startedAt) / 1_000).toFixed(0)} s`)
