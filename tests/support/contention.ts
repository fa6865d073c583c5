import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import * as z from 'zod'

const program = join(resolve(import.meta.dirname, '../..'), 'scripts/contend.mjs')
const resultSchema = z.object({ threads: z.number(), roundsPerSecond: z.number(), heldBytes: z.number() })

export type Contention = {
  readonly pid: number | undefined
  /** Ends it early; it ends by itself too. */
  readonly stop: () => void
  /** What it got done; `undefined` when it was stopped before its end. */
  readonly result: Promise<z.output<typeof resultSchema> | undefined>
}

/** Starts another program that wants CPU and memory; resolves when it has begun. See `scripts/contend.mjs`. */
export async function contend(load: {
  readonly cpu?: number
  /** In megabytes. */
  readonly memory?: number
  readonly seconds: number
  /** Seconds with load and without, in turns, beginning without. */
  readonly on?: number
  readonly off?: number
}): Promise<Contention> {
  const args = Object.entries(load).flatMap(([name, value]) => [`--${name}`, String(value)])
  const child = spawn(process.execPath, [program, ...args], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })
  const closed = once(child, 'close')
  let last = ''
  lines.on('line', (line) => {
    last = line
  })
  await once(lines, 'line')
  const result = closed.then(() => (last === 'ready' ? undefined : resultSchema.parse(JSON.parse(last))))
  return { pid: child.pid, stop: () => child.stdin.end(), result }
}
