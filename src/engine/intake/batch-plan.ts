import type { InputLimits } from '../../shared/contract/pool.ts'
import { type ErrorCode, toErrorData, WhittleError } from '../../shared/errors.ts'
import type { Item, Probe } from '../../shared/model/item.ts'
import type { PlannedOutput } from '../../shared/model/output.ts'
import type { EffortTable, Recipe } from '../../shared/recipe/index.ts'
import type { DeliveryPort, KnownFilesPort, PlanningPort, PoolPort } from '../ports.ts'
import { InPlaceNames } from './in-place-names.ts'
import { type IntakeOptions, intake, probeFile, type Taken } from './intake.ts'
import { readOccupancy } from './occupancy.ts'
import { OutputNames } from './output-names.ts'
import { planOutputs } from './plan.ts'

export type PlanningOptions = {
  readonly pool: Pick<PoolPort, 'run' | 'load'>
  readonly delivery: Pick<DeliveryPort, 'owned'>
  /** Spares reading outputs that have not changed. */
  readonly files?: KnownFilesPort
  /** Throws where the file at a path must not be replaced by its result. */
  readonly refuseReplacing: (path: string) => Promise<unknown>
  readonly limits: () => InputLimits
  /** What `auto` effort comes to on this machine. */
  readonly efforts: () => EffortTable
  /** Folders that are never looked into: Whittle's own. Absolute. */
  readonly leaveOut: readonly string[]
  /** Patterns from the settings, in the syntax of `.gitignore`. */
  readonly ignore: () => readonly string[]
}

/** Where outputs go, and what they must not meet there. */
type Place = {
  readonly recipe: Recipe
  readonly outDir: string
  readonly inPlace?: boolean
  readonly reserved: ReadonlySet<string>
}

/** Gives an image its outputs, or the reason why it has none. */
type Finish = (item: Item, probe: Probe) => Promise<Item>

/** Turns paths into items, and items into items with outputs. */
export function createPlanning(options: PlanningOptions): PlanningPort {
  const { pool, delivery, limits, efforts } = options
  const namesFor = async (place: Place) => {
    if (place.inPlace === true) return new InPlaceNames(place.reserved, options.refuseReplacing)
    const occupancy = readOccupancy(await delivery.owned(place.outDir), options.files)
    return new OutputNames(place.outDir, occupancy, place.reserved, place.recipe)
  }
  const finishFor = async (place: Place): Promise<Finish> => {
    const names = await namesFor(place)
    return (item, probe) =>
      withOutputs(item, probe, () => {
        const source = { input: item.input, name: item.name, probe }
        return planOutputs(source, place.recipe, names, efforts())
      })
  }

  return {
    async *plan({ paths, base, ignore, signal, ...place }) {
      const finish = await finishFor(place)
      const intakeOptions: IntakeOptions = {
        pool,
        limits: limits(),
        concurrency: pool.load().size * 2,
        ownOutputs: delivery.owned,
        isExpected: (path) => place.reserved.has(path),
        leaveOut: options.leaveOut,
        ignore: [...options.ignore(), ...ignore],
        base,
        signal,
      }
      let sequence = 0
      for await (const taken of intake(paths, intakeOptions)) {
        sequence += 1
        yield await itemOf(String(sequence), taken, finish)
      }
    },
    async *retry({ items, ...place }) {
      const finish = await finishFor(place)
      for (const { error, ms: _, outputs: __, ...item } of items) {
        try {
          const probe = await probeFile(item.input, { pool, limits: limits() })
          const kept = { ...item, probe, outputs: [], state: 'planned' as const }
          yield keepsPlan(item.planned.length, error?.code) ? kept : await finish(kept, probe)
        } catch (cause) {
          yield { ...item, outputs: [], state: 'failed', error: toErrorData(cause) }
        }
      }
    },
    async *planAgain({ items, ...place }) {
      const finish = await finishFor(place)
      for (const item of items) {
        if (item.probe !== undefined) yield await finish(item, item.probe)
      }
    },
  }
}

/** Failures after which the same outputs under the same names would only fail again. */
const needNewPlan: ReadonlySet<ErrorCode> = new Set([
  'INPUT_CHANGED',
  'OUTPUT_EXISTS',
  'OUTPUT_IS_ORIGINAL',
  'FORMAT_LIMIT',
])

function keepsPlan(planned: number, code: ErrorCode | undefined): boolean {
  return planned > 0 && (code === undefined || !needNewPlan.has(code))
}

async function itemOf(id: string, taken: Taken, finish: Finish): Promise<Item> {
  const { path: input, name, kind } = taken
  if (kind === 'image')
    return finish({ id, input, name, state: 'planned', planned: [], outputs: [] }, taken.probe)
  return { id, input, name, state: kind, planned: [], outputs: [], error: toErrorData(taken.error) }
}

async function withOutputs(item: Item, probe: Probe, plan: () => Promise<PlannedOutput[]>): Promise<Item> {
  const { id, input, name, outputs, acceptDamage } = item
  // Spelled out: what is made of an item by leaving something out is an object of a kind of its own to V8, and each
  // kind costs more than the item does.
  const rest = { id, input, name, probe, outputs, ...(acceptDamage === undefined ? {} : { acceptDamage }) }
  try {
    const planned = await plan()
    if (planned.length > 0) return { ...rest, planned, state: 'planned' }
    const error = toErrorData(new WhittleError('NOTHING_TO_MAKE'))
    return { ...rest, planned, state: 'skipped', error }
  } catch (error) {
    return { ...rest, planned: [], state: 'failed', error: toErrorData(error) }
  }
}
