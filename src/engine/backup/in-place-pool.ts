import { rm } from 'node:fs/promises'
import type { PoolPayload, PoolResult } from '../../shared/contract/pool.ts'
import { WhittleError } from '../../shared/errors.ts'
import type { OutputResult } from '../../shared/model/output.ts'
import type { JobOrigin, PoolFunctions, PoolPort, RunOptions } from '../ports.ts'
import type { Backups } from './backups.ts'
import { sha256Of } from './files.ts'
import { recipeKeyOf } from './recipe-key.ts'
import { statusOfReplaceable } from './replaceable.ts'
import type { Replacing } from './steps.ts'

type Payload = PoolPayload<'optimize'>
type Result = PoolResult<'optimize'>
type Origin = JobOrigin & { readonly inPlace: NonNullable<JobOrigin['inPlace']> }

/** A pool whose jobs may replace their originals: those whose origin says so. */
export function inPlacePool(pool: PoolPort, backups: Backups): PoolPort {
  const functions: PoolFunctions = {
    probe: (payload, options) => pool.run('probe', payload, options),
    fingerprint: (payload, options) => pool.run('fingerprint', payload, options),
    restore: (payload, options) => pool.run('restore', payload, options),
    calibrate: (payload, options) => pool.run('calibrate', payload, options),
    preview: (payload, options) => pool.run('preview', payload, options),
    trial: (payload, options) => pool.run('trial', payload, options),
    optimize: (payload, options) => {
      const { origin } = options
      if (origin?.inPlace === undefined) return pool.run('optimize', payload, options)
      return new Replacer(pool, backups, { ...origin, inPlace: origin.inPlace }).run(payload, options)
    },
  }
  return { ...pool, run: (task, payload, options) => functions[task](payload, options) }
}

/** Replaces one original. */
class Replacer {
  readonly #pool: PoolPort
  readonly #backups: Backups
  readonly #origin: Origin

  constructor(pool: PoolPort, backups: Backups, origin: Origin) {
    this.#pool = pool
    this.#backups = backups
    this.#origin = origin
  }

  async run(payload: Payload, options: RunOptions): Promise<Result> {
    const done = (await this.#doneBefore(payload)) ?? (await this.#madeBefore(payload))
    if (done !== undefined) return done
    const [output, ...others] = payload.outputs
    if (output === undefined || others.length > 0) {
      throw new WhittleError('BAD_REQUEST', { detail: 'In place, an image has exactly one output.' })
    }
    const { batchId, itemId, inPlace } = this.#origin
    const status = await statusOfReplaceable(payload.input)
    // Named like the part of a usual output, so that whoever cleans up after a crash finds it.
    const staged = output.partPath
    const temporary = [staged, partOf(staged)]
    const backup = await this.#backups.begin(batchId, itemId, temporary, inPlace.backupDir)
    // Of an attempt that ended before anything was replaced; otherwise it would have been found above.
    await rm(backup, { force: true })
    try {
      const result = await this.#pool.run('optimize', stagedPayload(payload, staged), {
        ...options,
        onProgress: ({ step }) => options.onProgress?.({ step }),
      })
      const [made] = result.outputs
      if (made === undefined) throw new WhittleError('INTERNAL', { detail: 'The worker made nothing.' })
      if (made.keptOriginal) return ended(result, { ...made, path: payload.input }, options)
      const final = { ...made, path: placeOf(output, made) }
      await this.#backups.replace(batchId, {
        itemId,
        original: payload.input,
        status,
        sha256: result.sha256,
        staged,
        target: final.path,
        backup,
        result: final,
        recipe: recipeKeyOf(payload),
        keepTimes: inPlace.keepTimes,
      })
      return ended(result, final, options)
    } finally {
      for (const path of temporary) await rm(path, { force: true }).catch(() => undefined)
    }
  }

  /** The result of this very job, where it was cut short after the original was replaced. */
  async #doneBefore({ input }: Payload): Promise<Result | undefined> {
    const step = await this.#backups.earlier(this.#origin.batchId, this.#origin.itemId)
    if (step === undefined || step.original !== input) return undefined
    const there = await sha256Of(step.target)
    if (there === step.after.sha256) {
      await removeOriginal(step)
      return resultOf(step, step.after)
    }
    if ((await sha256Of(input)) === step.before.sha256) return undefined
    // Neither the one nor the other: the only copy of the original may be the backup, which is left alone.
    throw new WhittleError('INPUT_CHANGED', { detail: input })
  }

  /** A result of the same recipe that took an original's place before: doing it again would only lose quality. */
  async #madeBefore(payload: Payload): Promise<Result | undefined> {
    const step = await this.#backups.madeAt(payload.input)
    if (step === undefined || step.recipe !== recipeKeyOf(payload)) return undefined
    return resultOf(step, { ...step.after, index: 0, ms: 0, keptOriginal: true, notes: ['original-kept'] })
  }
}

/** Where the format changed, the original goes once the result is there under its own name. */
async function removeOriginal({ original, target, before }: Replacing): Promise<void> {
  if (original !== target && (await sha256Of(original)) === before.sha256) await rm(original)
}

function resultOf(step: Replacing, output: OutputResult): Result {
  return { outputs: [output], notes: output.notes, sha256: step.before.sha256 }
}

function ended(result: Result, output: OutputResult, options: RunOptions): Result {
  options.onProgress?.({ step: 'write', output })
  return { ...result, outputs: [output] }
}

/** The same job, into a temporary file beside the original. */
function stagedPayload(payload: Payload, staged: string): Payload {
  const place = { path: staged, partPath: partOf(staged) }
  return {
    ...payload,
    outputs: payload.outputs.map(({ replaces: _, alternatives, ...output }) => ({
      ...output,
      ...place,
      ...(alternatives === undefined
        ? {}
        : { alternatives: alternatives.map(({ replaces: __, ...other }) => ({ ...other, ...place })) }),
    })),
  }
}

/** The name that was planned for the format that it came out in. */
function placeOf(output: Payload['outputs'][number], { format }: OutputResult): string {
  return [output, ...(output.alternatives ?? [])].find((one) => one.format === format)?.path ?? output.path
}

/** Where the temporary file itself is written: of a name that is swept up after a crash as well. */
function partOf(staged: string): string {
  return staged.replace(/(\.part)?$/, '-2.part')
}
