import { openHistory } from '../../../src/engine/history/index.ts'
import { itemRecord, operation, run } from './plain-records.ts'

/**
 * Writes history until it is killed. Tells on standard output, a line each: `op <n>` when an operation is recorded,
 * `run <n>` when a run and its item are said to be on disk.
 */
const [dir = '', first = '0'] = process.argv.slice(2)
const history = await openHistory({
  dir,
  writer: 'main',
  flushMs: 20,
  log: (level, message) => process.stdout.write(`${level}: ${message}\n`),
  limits: { shardRecords: 200 },
})
for (let n = Number(first); ; n += 1) {
  const at = Date.now()
  history.recordOperation(operation(at, String(n)))
  process.stdout.write(`op ${n} ${at}\n`)
  if (n % 5 === 0) {
    history.recordItem(itemRecord(`r${n}`, at))
    await history.recordRun(run(`r${n}`, at))
    process.stdout.write(`run ${n}\n`)
  } else {
    await new Promise((resolve) => setTimeout(resolve, 1))
  }
}
