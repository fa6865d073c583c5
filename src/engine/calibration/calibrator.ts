import { readdir } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { performance } from 'node:perf_hooks'
import type { InputLimits } from '../../shared/contract/pool.ts'
import { WhittleError } from '../../shared/errors.ts'
import { type OutputFormat, outputFormats } from '../../shared/formats.ts'
import type { Calibration, Frontier } from '../../shared/model/calibration.ts'
import { type EffortTable, effortsOf } from '../../shared/recipe/index.ts'
import type { Log, PoolPort } from '../ports.ts'
import { readCalibration, writeCalibration } from './calibration-file.ts'

export type CalibratorOptions = {
  /** Absolute path of `calibration.json`; need not exist. */
  readonly file: string
  /** Folder of photographs to measure on. */
  readonly samples: string
  readonly pool: Pick<PoolPort, 'run' | 'versions'>
  readonly limits: () => InputLimits
  readonly log: Log
}

export type Calibrator = {
  /** What was measured with these very encoders; `undefined` when nothing was. */
  readonly current: () => Calibration | undefined
  /** What `auto` effort comes to: measured, else the defaults. */
  readonly efforts: () => EffortTable
  /**
   * Measures this machine and these encoders, in under ten seconds of an idle machine, and keeps the result.
   * @throws WhittleError `SAMPLES_MISSING`, `CANCELLED`, or what the workers throw.
   */
  readonly calibrate: (signal?: AbortSignal) => Promise<Calibration>
}

/** Formats whose effort is worth a measurement; the others are quick at any. */
const measured: readonly { format: 'avif' | 'webp'; efforts: readonly number[]; budgetMs: number }[] = [
  { format: 'webp', efforts: range('webp', 6), budgetMs: 1_500 },
  // Beyond 6 libaom takes minutes for nothing that is seen.
  { format: 'avif', efforts: range('avif', 6), budgetMs: 5_000 },
]

/** A few photographs are enough: what differs between machines and versions is the encoder, not the picture. */
const mostSamples = 3
const jobLimitMs = 120_000

/** Opens the calibration of an earlier run. Never throws for what the file holds. */
export async function openCalibrator(options: CalibratorOptions): Promise<Calibrator> {
  const { file, samples, pool, limits, log } = options
  let stored = await readCalibration(file, log)
  const current = () =>
    stored !== undefined && isSame(stored.encoders, pool.versions()) ? stored : undefined
  return {
    current,
    efforts: () => effortsOf(current()),
    calibrate: async (signal) => {
      const start = performance.now()
      const inputs = await findSamples(samples)
      const frontiers: Frontier[] = []
      for (const { format, efforts, budgetMs } of measured) {
        const payload = { inputs, limits: limits(), format, efforts: [...efforts], budgetMs }
        // Alone, since CPU time is that of the whole process.
        const run = { limitMs: jobLimitMs, alone: true, ...(signal === undefined ? {} : { signal }) }
        const { points } = await pool.run('calibrate', payload, run)
        frontiers.push({ format, points })
      }
      stored = {
        version: 1,
        at: Date.now(),
        encoders: { ...pool.versions() },
        durationMs: performance.now() - start,
        frontiers,
      }
      await writeCalibration(file, stored).catch((cause: unknown) => {
        throw new WhittleError('HOME_UNWRITABLE', { detail: String(cause), cause })
      })
      return stored
    },
  }
}

async function findSamples(dir: string): Promise<string[]> {
  const names = await readdir(dir).catch((cause: unknown) => {
    throw new WhittleError('SAMPLES_MISSING', { detail: String(cause), cause })
  })
  const photographs = names.filter((name) => extname(name).toLowerCase() === '.jpg').sort()
  if (photographs.length === 0) throw new WhittleError('SAMPLES_MISSING', { detail: dir })
  return photographs.slice(0, mostSamples).map((name) => join(dir, name))
}

/** Versions are not known before the first host was ready; until then what was stored is believed. */
function isSame(stored: Readonly<Record<string, string>>, now: Readonly<Record<string, string>>): boolean {
  return Object.entries(now).every(([name, version]) => stored[name] === version)
}

function range(format: OutputFormat, most: number): number[] {
  const { min, max } = outputFormats[format].effort ?? { min: 0, max: 0 }
  return Array.from({ length: Math.min(max, most) - min + 1 }, (_, index) => min + index)
}
