import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import * as z from 'zod'
import { atMost, type PartContext, type PartResult, seconds, sum } from './part.ts'
import { type Command, timed } from './timed.ts'
import { runWhittle } from './whittle.ts'

const sizes = [
  { width: 640, height: 480 },
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
]
const formats = ['avif', 'webp', 'jpeg']
const effort = 4
const pureSchema = z.object({
  wallMs: z.number(),
  cpuMs: z.object({ decode: z.number(), resize: z.number(), encode: z.number(), verify: z.number() }),
})

/** Whittle at fixed settings against what decoding, resizing and encoding cost by themselves. */
export async function limit({ inputs, scratch }: PartContext): Promise<PartResult> {
  const list = sizes.map(({ width, height }) => `${width}x${height}`).join(',')
  const settings = [
    '--quality',
    '80',
    '--effort',
    String(effort),
    '--formats',
    formats.join(','),
    '--sizes',
    list,
  ]
  const whittle = await runWhittle(inputs.files, settings, scratch)
  const { cpuMs } = await pure(inputs.files, { formats, sizes, effort })
  // The same work on all cores, an image per process: what the limit is while others are at work too.
  const together = await timed(inputs.files.map((file) => pureCommand([file], { formats, sizes, effort })))
  const cores = availableParallelism()
  const total = sum(Object.values(cpuMs))
  const least = total / cores
  const { durationMs } = whittle.document
  return {
    title: `Fixed settings (quality 80, effort ${effort}) against the codecs alone, on ${cores} cores`,
    rows: [
      { what: 'decode', 'CPU s': seconds(cpuMs.decode) },
      { what: 'resize', 'CPU s': seconds(cpuMs.resize) },
      { what: 'encode', 'CPU s': seconds(cpuMs.encode) },
      { what: 'decode to check', 'CPU s': seconds(cpuMs.verify) },
      { what: 'limit: their sum / cores', 'CPU s': seconds(total), 'wall s': seconds(least) },
      {
        what: 'the codecs alone on all cores, an image per process',
        'CPU s': seconds(together.cpuMs),
        'wall s': seconds(together.wallMs),
      },
      {
        what: 'Whittle, the whole command',
        'CPU s': seconds(whittle.cpuMs),
        'wall s': seconds(whittle.wallMs),
      },
      { what: 'Whittle, the batch in it', 'wall s': seconds(durationMs) },
    ],
    checks: [
      atMost('wall time of the command / limit', whittle.wallMs / least, 1.15),
      atMost('wall time of the batch / limit', durationMs / least, 1.15),
      atMost('wall time of the batch / the codecs alone on all cores', durationMs / together.wallMs, 1.15),
      atMost('CPU time of the command / CPU of the codecs', whittle.cpuMs / total, 1.15),
    ],
    details: { itemMs: whittle.document.success.map(({ ms }) => Math.round(ms)) },
  }
}

type Work = {
  readonly formats: readonly string[]
  /** `null` for the size as it is. */
  readonly sizes: readonly ({ readonly width: number; readonly height: number } | null)[]
  readonly effort: number
}

/** CPU milliseconds that the codecs take for this, one after another in a process of their own. */
export async function pure(files: readonly string[], work: Work): Promise<z.output<typeof pureSchema>> {
  const { stdout } = await timed([pureCommand(files, work)])
  return pureSchema.parse(JSON.parse(stdout))
}

function pureCommand(files: readonly string[], work: Work): Command {
  const args = [join(import.meta.dirname, 'pure.mjs'), JSON.stringify(work), ...files]
  return { program: process.execPath, args }
}
