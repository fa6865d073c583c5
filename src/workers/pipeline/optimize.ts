import { performance } from 'node:perf_hooks'
import type { CandidateJob, OutputJob, PoolPayload, PoolResult } from '../../shared/contract/pool.ts'
import { outputFormats } from '../../shared/formats.ts'
import { noteSchema, type OutputResult, plannedPaths } from '../../shared/model/output.ts'
import { type Chain, chainsOf } from './chains.ts'
import type { Context } from './context.ts'
import { refuseOriginal } from './file-identity.ts'
import { finishOutput, type Option } from './finish-output.ts'
import type { Job } from './job.ts'
import { canKeepOriginal } from './keep-original.ts'
import { inLanes } from './lanes.ts'
import { packMetadata } from './metadata/cargo.ts'
import { groupBySize, refuseOversized, refuseReplaced, type SizeGroup } from './output/size-groups.ts'
import { syncFolders } from './output/sync-folders.ts'
import type { Experience } from './quality/experience.ts'
import { meetGoal } from './quality/meet-goal.ts'
import { meetMoving } from './quality/meet-moving.ts'
import type { Made } from './quality/picture.ts'
import { sha256Of } from './sha256.ts'
import { openSource, type Source } from './source/open-source.ts'
import { kindOf, suits, triesLossless } from './suitable.ts'
import { optimizeSvg } from './svg/optimize-svg.ts'
import type { SizeView } from './view.ts'
import { needsPixels, viewsOf } from './views-of.ts'

/** An output under way: what it may become, as far as that is made. */
type Pending = { readonly output: OutputJob; readonly options: Option[]; left: number; ms: number }

/**
 * Makes all outputs of one image. It is read once and decoded once, in the largest size; each smaller size comes from
 * the pixels of the next larger one, and the outputs of a size share its pixels.
 *
 * @throws WhittleError; outputs that were reported through `job` before it are complete and stay.
 */
export async function optimize(payload: PoolPayload<'optimize'>, job: Job): Promise<PoolResult<'optimize'>> {
  const { outputs, treatment, lanes } = payload
  refuseOversized(outputs)
  const sizes = groupBySize(outputs)
  const source = await job.step('read', () => openPlanned(payload))
  const packed = await packMetadata(source, treatment)
  const views = needsPixels(outputs) ? await viewsOf(source, sizes, packed.cargo, { treatment, job }) : []
  const kind = outputs.some(({ alternatives }) => alternatives !== undefined) ? kindOf(views) : undefined
  const chains = chainsOf(sizes, (candidate, output) => suits(candidate, output, kind))
  const context: Context = { source, treatment, job, kind, packed }
  const pending = new Map(outputs.map((output) => [output.index, pendingOf(output, chains, sizes, views)]))
  const results: OutputResult[] = []
  try {
    await inLanes(chains, lanes, (chain) =>
      work(chain, views, pending, results, context).finally(() => chain.experience.end()),
    )
  } finally {
    for (const view of views) view.free()
  }
  await syncFolders(results.map(({ path }) => path))
  return {
    outputs: results.sort((a, b) => a.index - b.index),
    notes: noteSchema.options.filter((note) => results.some(({ notes }) => notes.includes(note))),
    sha256: sha256Of(source.bytes),
  }
}

/** Opens the original and refuses, before anything is decoded, what must not or cannot be made of it. */
async function openPlanned(payload: PoolPayload<'optimize'>): Promise<Source> {
  const { input, limits, acceptDamage } = payload
  const source = await openSource(input, limits, { acceptDamage })
  refuseReplaced(payload.planned, source)
  for (const output of payload.outputs) {
    for (const path of plannedPaths(output)) await refuseOriginal(path, source.identity)
  }
  return source
}

/** The outputs of a size share the cost of its resize. */
function pendingOf(
  output: OutputJob,
  chains: readonly Chain[],
  sizes: readonly SizeGroup[],
  views: readonly SizeView[],
): Pending {
  const links = chains.flatMap((chain) => chain.links.filter((link) => link.output === output))
  const size = sizes.findIndex(({ outputs }) => outputs.includes(output))
  const ms = (views[size]?.resizeMs ?? 0) / (sizes[size]?.outputs.length ?? 1)
  return { output, options: [], left: links.length, ms }
}

/** Makes the files of one format; an output whose last candidate is made is put in place. */
async function work(
  { links, experience }: Chain,
  views: readonly SizeView[],
  pending: ReadonlyMap<number, Pending>,
  results: OutputResult[],
  context: Context,
): Promise<void> {
  for (const { output, candidate, size } of links) {
    const state = pending.get(output.index)
    if (state === undefined) continue
    const view = views[size]
    const start = performance.now()
    const goals = triesLossless(candidate, output, context.kind)
      ? [candidate.goal, { mode: 'lossless' as const }]
      : [candidate.goal]
    for (const goal of goals) {
      if (goal.mode === 'lossless' && isOriginalOnly(candidate, output, context)) continue
      const made = await make(view, { ...candidate, goal }, experience, context)
      if (made !== undefined) state.options.push({ candidate, made })
    }
    experience.pass(size)
    state.ms += performance.now() - start
    state.left -= 1
    if (state.left > 0) continue
    results.push(await finishOutput(output, state.options, view?.moving.pixels, state.ms, context))
  }
}

async function make(
  view: SizeView | undefined,
  candidate: CandidateJob,
  experience: Experience,
  { source, treatment, job }: Context,
): Promise<Made | undefined> {
  if (candidate.format === 'svg') return job.step('encode', () => makeDrawing(source))
  if (view === undefined) return undefined
  const tools = { treatment, job, experience }
  const moves = view.moving.pixels.animation !== undefined && outputFormats[candidate.format].animation
  return moves ? meetMoving(view, tools, candidate) : meetGoal({ ...tools, ...view.still }, candidate)
}

/** A JPEG cannot be encoded again without loss: where no pixel may change, its own bytes are the answer. */
function isOriginalOnly(
  { format }: CandidateJob,
  { width, height }: OutputJob,
  { source, treatment }: Context,
): boolean {
  return format === 'jpeg' && canKeepOriginal({ format, width, height }, source, treatment)
}

/** A drawing stays one only where the original is one; it has no size of its own. */
async function makeDrawing(source: Source): Promise<Made | undefined> {
  if (source.decoder.format !== 'svg') return undefined
  const { bytes, accepted } = await optimizeSvg(source.bytes)
  return accepted ? { bytes, quality: null, score: null, notes: [] } : undefined
}
