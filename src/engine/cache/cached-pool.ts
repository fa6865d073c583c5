import { readFile } from 'node:fs/promises'
import type { PoolPayload, PoolResult } from '../../shared/contract/pool.ts'
import { type ErrorCode, WhittleError } from '../../shared/errors.ts'
import type { OutputFormat } from '../../shared/formats.ts'
import { guideAmong } from '../../shared/guides.ts'
import type { MissReason } from '../../shared/model/cache.ts'
import { noteSchema, type OutputResult } from '../../shared/model/output.ts'
import { sizeClassOf } from '../../shared/size-class.ts'
import type { Log, PoolFunctions, PoolPort, RunOptions } from '../ports.ts'
import type { AccessLog } from './access-log.ts'
import type { FreshFiles } from './fresh-files.ts'
import { encodersOf, keyOf, type ResultName, variantOf } from './keys.ts'
import type { Kept, ResultStore } from './result-store.ts'
import type { SeenSources } from './seen-sources.ts'
import type { SourceIndex } from './source-index.ts'

type Payload = PoolPayload<'optimize'>
type Output = Payload['outputs'][number]

export type CachedPoolOptions = {
  readonly pool: PoolPort
  /** Resolves when the workers are ready, and their versions known. */
  readonly ready: () => Promise<void>
  readonly isEnabled: () => boolean
  readonly sources: SourceIndex
  readonly seen: SeenSources
  readonly results: ResultStore
  readonly accesses: AccessLog
  readonly fresh: Pick<FreshFiles, 'note'>
  /** Epoch milliseconds: what was not used since then is not used any more. */
  readonly usedSince: () => number
  /** Called with the bytes that were added. */
  readonly onStored: (bytes: number) => void
  readonly now: () => number
  readonly log: Log
}

type Hit = { readonly output: Output; readonly name: ResultName; readonly kept: Kept }
type Miss = { readonly output: Output; readonly name: ResultName; readonly reason: MissReason }

/** Images whose results wait to be kept; beyond that the disk sets the pace. */
const mostKeeping = 8

/** Milliseconds; hashing and copying wait for disks, not for encoders. */
const fileLimitMs = 120_000

/**
 * A pool that does nothing twice: an output that was made before, of the same bytes and in the same way, is put in
 * place from the cache, and only what is missing goes to the workers. What goes wrong with the cache itself is told to
 * the log and costs time, never a result.
 */
export class CachedPool {
  readonly #options: CachedPoolOptions
  /** What is being kept, by the SHA-256 of the original. Never rejects. */
  readonly #keeping = new Map<string, Promise<void>>()

  constructor(options: CachedPoolOptions) {
    this.#options = options
  }

  /** As the rest of the engine sees it. */
  asPool(): PoolPort {
    const { pool, isEnabled } = this.#options
    const functions: PoolFunctions = {
      probe: (payload, options) => this.#probe(payload, options),
      optimize: (payload, options) => this.#optimize(payload, options),
      fingerprint: (payload, options) => pool.run('fingerprint', payload, options),
      restore: (payload, options) => pool.run('restore', payload, options),
      calibrate: (payload, options) => pool.run('calibrate', payload, options),
      preview: (payload, options) => pool.run('preview', payload, options),
      trial: (payload, options) => pool.run('trial', payload, options),
    }
    return {
      ...pool,
      run: (task, payload, options) =>
        isEnabled() ? functions[task](payload, options) : pool.run(task, payload, options),
    }
  }

  /** Resolves when everything that was made is kept. */
  async settled(): Promise<void> {
    await Promise.all(this.#keeping.values())
  }

  /** Makes what is not in the cache yet, in places of which nothing is expected; tells whether anything was missing. */
  async prepare(payload: Payload, options: RunOptions): Promise<'made' | 'known'> {
    const { hits, misses, sha256 } = await this.#lookUp(payload, options)
    if (misses.length === 0) return 'known'
    await Promise.all(hits.map(({ kept }) => this.#options.results.touch(kept, this.#options.now())))
    await this.#make({ ...payload, outputs: withTeachers(misses, payload.outputs) }, misses, sha256, options)
    // What is prepared lies where nobody expects it, and is removed as soon as this resolves.
    await this.#keeping.get(sha256)
    return 'made'
  }

  async #probe({ input, limits }: PoolPayload<'probe'>, options: RunOptions): Promise<PoolResult<'probe'>> {
    return (await this.#options.sources.identify(input, limits, options)).probe
  }

  async #optimize(payload: Payload, options: RunOptions): Promise<PoolResult<'optimize'>> {
    const { hits, misses, sha256 } = await this.#lookUp(payload, options)
    const placed = await this.#place(payload, hits, options)
    const recipe = options.origin?.recipeId ?? ''
    const size = sizeClassOf(payload.planned)
    for (const { output, name, kept } of hits) {
      const result = placed.get(output.index)
      if (result === undefined) {
        misses.push({ output, name, reason: 'damaged' })
        continue
      }
      const at = this.#options.now()
      const access = { at, key: keyOf(name), bytes: result.bytes, recipe, size }
      this.#options.accesses.note({ ...access, kind: 'hit', ageMs: at - kept.madeAt })
      options.onProgress?.({ step: 'write', output: result })
    }
    const rest = { ...payload, outputs: withTeachers(misses, payload.outputs) }
    const made = misses.length === 0 ? undefined : await this.#make(rest, misses, sha256, options)
    // What was made once more for the sake of another is the file that was in the cache.
    const remade = (made?.outputs ?? []).filter(({ index }) => !placed.has(index))
    const outputs = [...placed.values(), ...remade]
    return {
      outputs: outputs.sort((a, b) => a.index - b.index),
      notes: noteSchema.options.filter((note) => outputs.some(({ notes }) => notes.includes(note))),
      sha256: made?.sha256 ?? sha256,
    }
  }

  async #lookUp(payload: Payload, options: RunOptions) {
    const { sources, pool, ready, usedSince } = this.#options
    const limit = {
      limitMs: fileLimitMs,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    }
    if (Object.keys(pool.versions()).length === 0) await ready()
    const { sha256 } = await sources.identify(payload.input, payload.limits, limit)
    await this.#keeping.get(sha256)
    const encoders = encodersOf(pool.versions())
    const since = usedSince()
    const hits: Hit[] = []
    const misses: Miss[] = []
    for (const output of payload.outputs) {
      const name = { source: sha256, variant: variantOf(payload, output), encoders }
      const found = await this.#find(name, since)
      if (typeof found === 'object') hits.push({ output, name, kept: found })
      else misses.push({ output, name, reason: found })
    }
    return { hits, misses, sha256 }
  }

  async #find(name: ResultName, since: number): Promise<Kept | MissReason> {
    const { results, seen, log } = this.#options
    try {
      const found = await results.find(name, since)
      if (found.kind === 'kept') return found.kept
      if (found.kind === 'absent') return await seen.reasonFor(name)
      await results.removeNamed(name)
      return found.kind
    } catch (error) {
      log('warn', `The cache could not be read: ${String(error)}`)
      return 'damaged'
    }
  }

  /** Puts hits in place. What is missing in the answer was damaged and is gone. */
  async #place(
    payload: Payload,
    hits: readonly Hit[],
    options: RunOptions,
  ): Promise<Map<number, OutputResult>> {
    const { pool, sources, results, log, now } = this.#options
    const placed = new Map<number, OutputResult>()
    const startedAt = performance.now()
    const put = ({ output, kept }: Hit): void => {
      const ms = (performance.now() - startedAt) / hits.length
      placed.set(output.index, resultOf(output, kept, ms))
    }
    const absent: Hit[] = []
    for (const hit of hits) {
      const path = targetOf(hit).path
      if (await sources.isKnownAs(path, hit.kept.result.sha256)) put(hit)
      else absent.push(hit)
    }
    if (absent.length > 0) {
      const files = absent.map((hit) => ({
        ...targetOf(hit),
        content: hit.kept.content ?? payload.input,
        sha256: hit.kept.result.sha256,
      }))
      const { onProgress: _, ...rest } = options
      const done = await pool.run('restore', { input: payload.input, files }, rest)
      for (const [index, hit] of absent.entries()) {
        if (done.placed[index] === true) {
          put(hit)
          const { sha256, bytes } = hit.kept.result
          await this.#options.fresh.note({ path: targetOf(hit).path, sha256, bytes })
          continue
        }
        log('warn', `A result in the cache was damaged and is made again: ${targetOf(hit).path}`)
        await results.removeNamed(hit.name).catch(() => undefined)
      }
    }
    await Promise.all(hits.map(({ kept }) => results.touch(kept, now())))
    return placed
  }

  /** Has the workers make what is missing, and keeps it; also what was made before a failure. */
  async #make(
    payload: Payload,
    misses: readonly Miss[],
    sha256: string,
    options: RunOptions,
  ): Promise<PoolResult<'optimize'>> {
    const made = new Map<number, OutputResult>()
    const onProgress: RunOptions['onProgress'] = (progress) => {
      if (progress.output !== undefined) {
        void this.#options.fresh.note(progress.output)
        made.set(progress.output.index, progress.output)
      }
      options.onProgress?.(progress)
    }
    let source: string | undefined
    try {
      const result = await this.#options.pool.run('optimize', payload, { ...options, onProgress })
      source = result.sha256
      for (const output of result.outputs) made.set(output.index, output)
      return result
    } catch (error) {
      if (error instanceof WhittleError && saysNothingOfSource.has(error.code)) source = sha256
      throw error
    } finally {
      // Another hash: the original was replaced while it was worked on, and nobody knows which one was read.
      if (source === sha256) await this.#keepSoon(sha256, () => this.#keep(payload, misses, made, options))
      // A file that replaces its original is moved as soon as this resolves.
      if (options.origin?.inPlace !== undefined) await this.#keeping.get(sha256)
    }
  }

  /** Keeps results while the next image is made already; resolves as soon as few enough wait to be kept. */
  async #keepSoon(sha256: string, keep: () => Promise<void>): Promise<void> {
    const keeping = (this.#keeping.get(sha256) ?? Promise.resolve()).then(keep)
    this.#keeping.set(sha256, keeping)
    void keeping.finally(() => {
      if (this.#keeping.get(sha256) === keeping) this.#keeping.delete(sha256)
    })
    while (this.#keeping.size > mostKeeping) await Promise.race(this.#keeping.values())
  }

  async #keep(
    payload: Payload,
    misses: readonly Miss[],
    made: ReadonlyMap<number, OutputResult>,
    options: RunOptions,
  ): Promise<void> {
    const { results, seen, accesses, now, log, onStored } = this.#options
    const recipe = options.origin?.recipeId ?? ''
    const size = sizeClassOf(payload.planned)
    const kept: ResultName[] = []
    try {
      for (const { output, name, reason } of misses) {
        const result = made.get(output.index)
        if (result === undefined) continue
        const access = { at: now(), key: keyOf(name), bytes: result.bytes, recipe, size }
        accesses.note({ ...access, kind: 'miss', reason })
        const bytes = result.keptOriginal ? Buffer.alloc(0) : await readFile(result.path)
        await results.put(name, result, bytes)
        kept.push(name)
        onStored(bytes.length)
      }
      await seen.made(kept)
    } catch (error) {
      log('warn', `A result could not be kept in the cache: ${String(error)}`)
    }
  }
}

/** After these, what was reported before them was made of the original as it was. */
const saysNothingOfSource: ReadonlySet<ErrorCode> = new Set([
  'CANCELLED',
  'OUTPUT_EXISTS',
  'OUTPUT_DISK_FULL',
])

/** Where a kept result goes: the output's own place, or that of the alternative whose format it has. */
function targetOf({ output, kept }: Hit) {
  const all = [output, ...(output.alternatives ?? [])]
  const { path, partPath, replaces } = all.find(({ format }) => format === kept.result.format) ?? output
  return { path, partPath, ...(replaces === undefined ? {} : { replaces }) }
}

function resultOf(output: Output, kept: Kept, ms: number): OutputResult {
  const { path } = targetOf({ output, kept, name: kept.name })
  return { ...kept.result, index: output.index, path, ms, cached: true }
}

/**
 * The outputs that are missing, with those whose search for a quality is the first guess of theirs: smaller sizes in
 * the same format, and all up to their size in the format that guides the others. Without these the search would begin
 * elsewhere and might end one step aside, so that a run that was interrupted would leave other files than one that was not.
 */
function withTeachers(misses: readonly Miss[], outputs: readonly Output[]): Output[] {
  const searched = misses.map(({ output }) => output).filter(({ goal }) => goal.mode === 'target')
  const guide = guideAmong(outputs.flatMap(formatsOf))
  const teaches = (output: Output, pupil: Output) =>
    formatsOf(output).some(
      (format) =>
        (format === guide && areaOf(output) <= areaOf(pupil)) ||
        (formatsOf(pupil).includes(format) && areaOf(output) < areaOf(pupil)),
    )
  return outputs.filter(
    (output) =>
      misses.some((miss) => miss.output === output) || searched.some((pupil) => teaches(output, pupil)),
  )
}

function formatsOf({ format, alternatives = [] }: Output): OutputFormat[] {
  return [format, ...alternatives.map((candidate) => candidate.format)]
}

function areaOf({ width, height }: Output): number {
  return width * height
}
