import type { PoolPort, RunOptions } from '../../../src/engine/ports.ts'
import type { ResultParsers } from '../../../src/shared/contract/define.ts'
import { type PoolTasks, poolTasks } from '../../../src/shared/contract/pool.ts'
import { WhittleError } from '../../../src/shared/errors.ts'
import type { Probe } from '../../../src/shared/model/item.ts'

const tasks: ResultParsers<PoolTasks> = poolTasks

/** A pool whose probes answer what the test says; notes what it was asked and how many at once. */
export function fakePool(probe: (input: string) => Probe, options: { slow?: string } = {}) {
  const payloads: { input: string }[] = []
  let running = 0
  let most = 0
  const run: PoolPort['run'] = async (task, payload, { signal }: RunOptions) => {
    if (signal?.aborted) throw new WhittleError('CANCELLED')
    if (!('input' in payload)) throw new Error('Only probes are expected.')
    payloads.push(payload)
    running += 1
    most = Math.max(most, running)
    const turns = options.slow !== undefined && payload.input.endsWith(options.slow) ? 100 : 10
    for (let turn = 0; turn < turns; turn += 1) await new Promise(setImmediate)
    running -= 1
    if (signal?.aborted) throw new WhittleError('CANCELLED')
    return tasks[task].result.parse(probe(payload.input))
  }
  return {
    run,
    load: () => ({ size: 2, busy: running, queued: 0 }),
    payloads,
    /** The most probes at once. */
    most: () => most,
  }
}
