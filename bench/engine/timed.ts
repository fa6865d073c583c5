import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'

export type Command = {
  readonly program: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** Milliseconds of the clock, and of CPU in all processes that had a part in it (`NaN` where there is no `/proc`). */
export type Timed = { readonly wallMs: number; readonly cpuMs: number; readonly stdout: string }

/** The kernel counts CPU time for programs in ticks of 10 ms, whatever it counts in itself (`man 5 proc`). */
const msPerTick = 10

/**
 * Runs commands, so many at the same time, in their order. What else this process starts meanwhile counts as well.
 *
 * @throws when one of them fails; what it said is the message.
 */
export async function timed(commands: readonly Command[], atOnce = availableParallelism()): Promise<Timed> {
  const [cpuBefore, startedAt] = [childrenCpuMs(), performance.now()]
  const queue = [...commands]
  const said: string[] = []
  const lane = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) said.push(await run(next))
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  return {
    wallMs: performance.now() - startedAt,
    cpuMs: childrenCpuMs() - cpuBefore,
    stdout: said.join(''),
  }
}

function run({ program, args, env }: Command): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let [stdout, stderr] = ['', '']
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text
    })
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text
    })
    child.once('error', reject)
    child.once('close', (code) => {
      if (code === 0) resolve(stdout)
      else reject(new Error(`${program} ${args.join(' ')} ended with ${code}: ${stderr.slice(-500)}`))
    })
  })
}

/** User and system time of all children that have ended, and of theirs. */
function childrenCpuMs(): number {
  if (!existsSync('/proc/self/stat')) return Number.NaN
  // The second field is a name in brackets that may hold spaces.
  const fields = readFileSync('/proc/self/stat', 'utf8').split(') ').at(-1)?.split(' ') ?? []
  return (Number(fields[13]) + Number(fields[14])) * msPerTick
}
