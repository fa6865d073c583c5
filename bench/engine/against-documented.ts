import { join } from 'node:path'
import * as z from 'zod'
import type { ResultDocument } from '../../src/shared/model/result-document.ts'
import { atLeast, atMost, median, type PartContext, type PartResult, seconds, sum } from './part.ts'
import { scoresOf } from './scores.ts'
import { timed } from './timed.ts'
import { runWhittle } from './whittle.ts'

const target = 78
const band = { below: 1, above: 2.5 }
/** Beside it nothing can be better: the encoder was at the end of its range. */
const excuse = 'target-missed'

const documentedSchema = z.array(z.object({ input: z.string(), path: z.string(), bytes: z.int() }))

/** The documented procedure, run literally, against the recipe "Responsive web". */
export async function againstDocumented({ inputs, scratch }: PartContext): Promise<PartResult> {
  const ours = await runWhittle(inputs.files, ['--recipe', 'responsive-web'], scratch)
  const script = join(import.meta.dirname, 'documented.mjs')
  const args = [script, join(scratch, 'documented'), ...inputs.files]
  const theirs = await timed([{ program: process.execPath, args }])

  const documented = documentedSchema.parse(JSON.parse(theirs.stdout))
  const whittle = outputsOf(ours.document)
  const documentedScores = [...(await scoresOf(documented, 'direct')).values()]
  const direct = [...(await scoresOf(whittle, 'direct')).values()]
  const chain = await scoresOf(whittle, 'chain')
  const own = [...chain.values()]
  const missed = whittle.filter(({ path }) => !isInBand(chain.get(path) ?? Number.NaN))
  const documentedBytes = sum(documented.map(({ bytes }) => bytes))
  const row = (name: string, run: { wallMs: number; cpuMs: number }, bytes: number, scores: number[]) => ({
    procedure: name,
    'wall s': seconds(run.wallMs),
    'CPU s': seconds(run.cpuMs),
    outputs: scores.length,
    kB: Math.round(bytes / 1_000),
    ...spread(scores),
  })
  return {
    title: 'The documented procedure against "Responsive web"',
    rows: [
      row('documented', theirs, documentedBytes, documentedScores),
      row('Whittle', ours, ours.document.bytesOut, direct),
      row('Whittle, against the pixels it encoded', ours, ours.document.bytesOut, own),
    ],
    checks: [
      atLeast('times less wall time', theirs.wallMs / ours.wallMs, 20),
      atLeast('times less CPU time', theirs.cpuMs / ours.cpuMs, 20),
      atMost('share of the bytes', ours.document.bytesOut / documentedBytes, 0.6),
      atLeast(
        `share of outputs from ${target - band.below} to ${target + band.above}`,
        share(own, isInBand),
        0.95,
      ),
      atLeast(
        `share of outputs at ${target} or better`,
        share(own, (score) => score >= target),
        0.95,
      ),
    ],
    details: {
      outOfBand: missed.map(({ path, notes, ...output }) => ({
        ...output,
        name: path.split('/').at(-1),
        score: chain.get(path),
        excused: notes.includes(excuse),
        notes,
      })),
      scores: { documented: documentedScores, direct, chain: own },
    },
  }
}

function outputsOf({ success }: ResultDocument) {
  return success.flatMap(({ input, outputs }) =>
    outputs.map(({ path, format, width, height, bytes, quality, score, notes }) => ({
      input,
      path,
      format,
      width,
      height,
      bytes,
      quality,
      reported: score,
      notes,
    })),
  )
}

function isInBand(score: number): boolean {
  return score >= target - band.below && score <= target + band.above
}

function spread(scores: readonly number[]) {
  const digits = (value: number) => Math.round(value * 10) / 10
  return {
    lowest: digits(Math.min(...scores)),
    'median score': digits(median(scores)),
    highest: digits(Math.max(...scores)),
    'in band %': Math.round(100 * share(scores, isInBand)),
    '≥ 78 %': Math.round(100 * share(scores, (score) => score >= target)),
  }
}

function share(scores: readonly number[], test: (score: number) => boolean): number {
  return scores.filter(test).length / scores.length
}
