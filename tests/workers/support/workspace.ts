import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { onTestFinished } from 'vitest'
import type { InputLimits, OutputJob, PoolPayload, PoolProgress } from '../../../src/shared/contract/pool.ts'
import { type OutputFormat, outputFormats } from '../../../src/shared/formats.ts'
import { defaultTreatment, type Treatment } from '../../../src/shared/recipe/index.ts'
import { createJob, type Job } from '../../../src/workers/pipeline/job.ts'
import { probe } from '../../../src/workers/pipeline/probe.ts'

export const limits: InputLimits = {
  inputBytes: 64 * 2 ** 20,
  inputPixels: 100_000_000,
  animationPixels: 100_000_000,
  frames: 1000,
  svgBytes: 10 * 2 ** 20,
}

/** A photograph of the project, 2560 × 1600. */
export const photograph = resolve(import.meta.dirname, '../../../samples/Garden.jpg')

/** A temporary folder for one test. */
export class Workspace {
  readonly folder: string

  private constructor(folder: string) {
    this.folder = folder
  }

  static async create(): Promise<Workspace> {
    const folder = await mkdtemp(join(tmpdir(), 'whittle-workers-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    return new Workspace(folder)
  }

  path(name: string): string {
    return join(this.folder, name)
  }

  async write(name: string, bytes: Buffer | string): Promise<string> {
    await writeFile(this.path(name), bytes)
    return this.path(name)
  }

  async mkfifo(name: string): Promise<string> {
    await promisify(execFile)('mkfifo', [this.path(name)])
    return this.path(name)
  }

  /** Names below the folder, sorted. */
  async list(): Promise<string[]> {
    return (await readdir(this.folder, { recursive: true })).sort()
  }

  /** Outputs of these formats in these sizes, in the order in which the engine plans them. */
  plan(formats: readonly OutputFormat[], sizes: readonly (readonly [number, number])[]): OutputJob[] {
    return sizes
      .flatMap(([width, height]) => formats.map((format) => ({ format, width, height })))
      .map(({ format, width, height }, index) => {
        const name = `result-${width}x${height}.${outputFormats[format].extension}`
        const path = join(this.folder, name)
        const goal = { mode: 'fixed', quality: 90 } as const
        const effort = outputFormats[format].effort?.min ?? null
        return { index, path, partPath: `${path}.part`, format, width, height, goal, effort }
      })
  }
}

/** The dimensions of {@link photograph}. */
const photographPlanned = { width: 2560, height: 1600 }

/** The job of making these of {@link photograph}, unless it is about another image. */
export function optimizeJob(
  outputs: OutputJob[],
  {
    input = photograph,
    planned = photographPlanned,
    ...treatment
  }: Partial<Pick<PoolPayload<'optimize'>, 'input' | 'planned'> & Treatment> = {},
): PoolPayload<'optimize'> {
  return {
    input,
    limits,
    planned,
    treatment: { ...defaultTreatment, ...treatment },
    acceptDamage: false,
    lanes: 1,
    outputs,
  }
}

/** The dimensions that an image's outputs are planned with. */
export async function plannedFor(input: string): Promise<PoolPayload<'optimize'>['planned']> {
  const { width, height } = await probe({ input, limits }, recordingJob().job)
  return { width, height }
}

/** A job that writes down what it is told; `cancelWhen` sees each report before the next step begins. */
export function recordingJob(cancelWhen: (progress: PoolProgress) => boolean = () => false): {
  job: Job
  reports: PoolProgress[]
} {
  const reports: PoolProgress[] = []
  let cancelled = false
  const job = createJob({
    isCancelled: () => cancelled,
    report: (progress) => {
      reports.push(progress)
      cancelled ||= cancelWhen(progress)
    },
  })
  return { job, reports }
}
