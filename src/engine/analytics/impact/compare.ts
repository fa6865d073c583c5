import { mean } from 'simple-statistics'
import { connectionNameSchema, connections } from '../../../shared/connections.ts'
import type { Caveat, Impact } from '../../../shared/model/impact.ts'
import type { Item } from '../../../shared/model/item.ts'
import type { OutputResult } from '../../../shared/model/output.ts'
import { servedOutput } from '../../../shared/model/served.ts'
import type { Settings } from '../../../shared/settings.ts'
import { energyOf, moneyOf, paybackOf, type Volumes } from './costs.ts'
import { imageLoadMs, largestPaintMs } from './load-time.ts'
import { isFinished, pairItems } from './match.ts'
import { scoreSummary } from './scores.ts'

export type Side = Impact['before'] & {
  readonly items: readonly Item[]
  /** Of making all of `items`; `null` where it is not known. */
  readonly cpuMs: number | null
}

type Assumed = Pick<Settings, 'prices' | 'assumptions'>

/** An image on both sides. */
type Compared = {
  readonly item: Item
  readonly bytes: { readonly before: number; readonly after: number }
  readonly score: { readonly before: number | null; readonly after: number | null }
}

/** The originals of finished images against what was made of them. */
export function compareWithOriginals(side: Side, assumed: Assumed): Impact {
  const items = side.items.filter(isFinished)
  const stored = items.reduce((sum, { probe }) => sum + (probe?.bytes ?? 0), 0)
  const compared = items.map((item): Compared => {
    const served = servedOutput(item.outputs)
    const bytes = { before: item.probe?.bytes ?? 0, after: served?.bytes ?? 0 }
    return { item, bytes, score: { before: null, after: served?.score ?? null } }
  })
  const caveats = [
    caveat(
      'originals-larger',
      'Originals are compared as they are; where outputs are smaller in dimensions, part of the saving is that.',
    ),
    ...cacheCaveat(items),
  ]
  return impactOf({
    kind: 'original-result',
    before: { label: 'originals', at: side.at },
    after: side,
    counts: { compared: items.length, onlyBefore: 0, onlyAfter: 0 },
    compared,
    stored: { before: stored, after: bytesOf(items) },
    outputs: { before: [], after: items.flatMap(({ outputs }) => outputs) },
    time: { before: null, after: madeMs(items) },
    cpu: { before: null, after: cpuOf(side, items) },
    assumed,
    caveats,
  })
}

/** Two states of the same images; what is only on one side is left out, and counted. */
export function compareSides(kind: 'runs' | 'recipes', before: Side, after: Side, assumed: Assumed): Impact {
  const { pairs, onlyBefore, onlyAfter, guessed } = pairItems(before.items, after.items)
  const left = pairs.map(([item]) => item)
  const right = pairs.map(([, item]) => item)
  const compared = pairs.map(([a, b]): Compared => {
    const served = { before: servedOutput(a.outputs), after: servedOutput(b.outputs) }
    return {
      item: b,
      bytes: { before: served.before?.bytes ?? 0, after: served.after?.bytes ?? 0 },
      score: { before: served.before?.score ?? null, after: served.after?.score ?? null },
    }
  })
  const told = `${guessed} of ${pairs.length} images were recognized by name, dimensions and size: the hash of their bytes is not on record.`
  const caveats = [
    ...(guessed > 0 ? [caveat('recognized-by-name', told, guessed, pairs.length)] : []),
    ...(differInSize(pairs)
      ? [caveat('dimensions-differ', 'What a visitor loads differs in dimensions between the two.')]
      : []),
    ...cacheCaveat([...left, ...right]),
  ]
  return impactOf({
    ...{ kind, before, after },
    counts: { compared: pairs.length, onlyBefore, onlyAfter },
    compared,
    stored: { before: bytesOf(left), after: bytesOf(right) },
    outputs: {
      before: left.flatMap(({ outputs }) => outputs),
      after: right.flatMap(({ outputs }) => outputs),
    },
    time: { before: madeMs(left), after: madeMs(right) },
    cpu: { before: cpuOf(before, left), after: cpuOf(after, right) },
    assumed,
    caveats,
  })
}

function impactOf(parts: {
  readonly kind: Impact['kind']
  readonly before: Impact['before']
  readonly after: Impact['after']
  readonly counts: Impact['images']
  readonly compared: readonly Compared[]
  readonly stored: { readonly before: number; readonly after: number }
  readonly outputs: { readonly before: readonly OutputResult[]; readonly after: readonly OutputResult[] }
  readonly time: Impact['time']
  readonly cpu: Impact['cpu']
  readonly assumed: Assumed
  readonly caveats: Caveat[]
}): Impact {
  const { kind, compared, stored, outputs, time, cpu, assumed, caveats } = parts
  const served = {
    before: compared.reduce((sum, { bytes }) => sum + bytes.before, 0),
    after: compared.reduce((sum, { bytes }) => sum + bytes.after, 0),
  }
  const savedPercent = served.before === 0 ? 0 : 100 * (1 - served.after / served.before)
  const volumes = (side: 'before' | 'after'): Volumes => ({
    stored: stored[side],
    served: served[side],
    // Nobody made the originals here.
    cpuMs: kind === 'original-result' && side === 'before' ? 0 : cpu[side],
  })
  const [before, after] = [volumes('before'), volumes('after')]
  const money = moneyOf(before, after, assumed)
  const { viewsPerMonth } = assumed.assumptions
  return {
    kind,
    before: placeOf(parts.before),
    after: placeOf(parts.after),
    images: parts.counts,
    bytes: { served: { ...served, savedPercent }, stored, byFormat: byFormat(outputs.after) },
    ...{ time, cpu, money },
    scores: { before: scoreSummary(outputs.before), after: scoreSummary(outputs.after) },
    energy: energyOf(before, after, assumed.assumptions),
    experience: experienceOf(compared),
    payback: paybackOf(before, after, money, viewsPerMonth, parts.after.at),
    largest: largestOf(compared, parts.after),
    caveats,
  }
}

function placeOf({ label, recipeId, source, at }: Impact['before']): Impact['before'] {
  return {
    ...{ label, at },
    ...(recipeId === undefined ? {} : { recipeId }),
    ...(source === undefined ? {} : { source }),
  }
}

function experienceOf(compared: readonly Compared[]): Impact['experience'] {
  if (compared.length === 0) return []
  return connectionNameSchema.options.map((connection) => {
    const line = connections[connection]
    const average = (side: 'before' | 'after', of: typeof imageLoadMs) =>
      mean(compared.map(({ bytes }) => of(bytes[side], line)))
    return {
      connection,
      image: { before: average('before', imageLoadMs), after: average('after', imageLoadMs) },
      lcp: { before: average('before', largestPaintMs), after: average('after', largestPaintMs) },
    }
  })
}

const mostImages = 20

function largestOf(compared: readonly Compared[], { source }: Impact['after']): Impact['largest'] {
  return compared
    .toSorted((a, b) => Math.abs(b.bytes.before - b.bytes.after) - Math.abs(a.bytes.before - a.bytes.after))
    .slice(0, mostImages)
    .map(({ item, bytes, score }) => ({
      name: item.name,
      ...(source?.type === 'run' ? { runId: source.runId, itemId: item.id } : {}),
      ...{ bytes, score },
    }))
}

function byFormat(outputs: readonly OutputResult[]): Impact['bytes']['byFormat'] {
  const formats = [...new Set(outputs.map(({ format }) => format))]
  return formats
    .map((format) => {
      const own = outputs.filter((output) => output.format === format)
      return { format, outputs: own.length, bytes: own.reduce((sum, { bytes }) => sum + bytes, 0) }
    })
    .sort((a, b) => a.bytes - b.bytes)
}

const bytesOf = (items: readonly Item[]): number =>
  items.reduce((sum, { outputs }) => sum + outputs.reduce((own, { bytes }) => own + bytes, 0), 0)

/** Time to make outputs; `null` where none was made. */
function madeMs(items: readonly Item[]): number | null {
  const made = items.flatMap(({ outputs }) => outputs.filter(({ cached }) => !cached))
  return made.length === 0 ? null : made.reduce((sum, { ms }) => sum + ms, 0)
}

/** The part of a side's CPU time that fell to some of its images. */
function cpuOf(side: Side, items: readonly Item[]): number | null {
  const all = madeMs(side.items.filter(isFinished))
  const own = madeMs(items)
  return side.cpuMs === null || all === null || own === null ? null : side.cpuMs * (own / all)
}

function differInSize(pairs: readonly (readonly [Item, Item])[]): boolean {
  return pairs.some(([a, b]) => {
    const [before, after] = [servedOutput(a.outputs), servedOutput(b.outputs)]
    return before?.width !== after?.width || before?.height !== after?.height
  })
}

function caveat(code: Caveat['code'], message: string, count = 0, of = 0): Caveat {
  return { code, count, of, message }
}

function cacheCaveat(items: readonly Item[]): Caveat[] {
  const outputs = items.flatMap((item) => item.outputs)
  const cached = outputs.filter((output) => output.cached).length
  if (cached === 0) return []
  const message = `${cached} of ${outputs.length} results came from the cache: they took neither time nor CPU to make.`
  return [caveat('from-cache', message, cached, outputs.length)]
}
