import { median } from 'simple-statistics'
import { type OutputFormat, outputFormats } from '../../../../shared/formats.ts'
import type { Item } from '../../../../shared/model/item.ts'
import type { OutputResult } from '../../../../shared/model/output.ts'
import { servedOutput } from '../../../../shared/model/served.ts'
import { kneeOf, type Size, sizeText } from '../../../../shared/recipe/index.ts'
import { percentText, valueText } from '../../words.ts'
import {
  type Advice,
  changedRecipe,
  type Facts,
  imagesOf,
  latestImagesOf,
  madeOf,
  sum,
  usedRecipes,
  whereItCounts,
} from '../facts.ts'

/** Images that a recipe must have been used for lately. */
const leastImages = 20

/** Efforts beyond the knee of what was measured: much time for hardly fewer bytes. */
export function effortBeyondKnee(facts: Facts): Advice[] {
  return usedRecipes(facts).flatMap((stored) => {
    const { effort, id } = stored.recipe
    if (effort.mode !== 'fixed') return []
    const images = imagesOf(facts, id)
    return (facts.calibration?.frontiers ?? []).flatMap(({ format, points }): Advice[] => {
      if (format !== 'avif' && format !== 'webp') return []
      const knee = points.find((point) => point.effort === kneeOf(points, 'balanced'))
      // The highest ones are not measured, since they take minutes; then it is at least as slow as this.
      const used = points
        .filter((point) => point.effort <= effort[format])
        .sort((a, b) => b.effort - a.effort)[0]
      const times = images.flatMap((item) => timeOf(madeOf(item), format) ?? [])
      if (knee === undefined || used === undefined || used.effort <= knee.effort) return []
      const saved = 1 - knee.cpuMs / used.cpuMs
      const larger = 100 * (knee.bytes / used.bytes - 1)
      if (times.length < leastImages || saved < leastSaving || larger > mostLarger) return []
      const perImage = median(times)
      const { label } = outputFormats[format]
      const amount = { low: 0.5 * saved * perImage, expected: 0.8 * saved * perImage, high: saved * perImage }
      const factor = used.cpuMs / knee.cpuMs
      const what = `${label} effort ${effort[format]} takes ${factor.toFixed(1)} times as long as effort ${knee.effort}`
      return [
        {
          ...{ id: `effort-beyond-knee:${id}:${format}`, rule: 'effort-beyond-knee', group: 'performance' },
          object: id,
          title: `Use ${label} effort ${knee.effort} in "${stored.recipe.name}".`,
          reason: `${what}, for ${larger.toFixed(1)} % fewer bytes at the same score.${whereItCounts(stored)}`,
          facts: {
            recipe: stored.recipe.name,
            format,
            used: effort[format],
            knee: knee.effort,
            factor,
            larger,
          },
          evidence: [
            evidence(used, format),
            evidence(knee, format),
            {
              ...{
                label: `Time per image in ${label}`,
                what: 'format-time',
                name: label,
                value: perImage,
                unit: 'ms',
              },
              source: latestRun(facts, id),
            },
          ],
          gain: { what: 'time', unit: 'ms', per: 'image', amount },
          risk: { level: 'low', message: `Files grow by about ${larger.toFixed(1)} % at the same score.` },
          action: changedRecipe(stored, { effort: { ...effort, [format]: knee.effort } }),
        },
      ]
    })
  })
}

/** Share of an encoder's time that must be saved, and percent by which files may grow. */
const leastSaving = 0.3
const mostLarger = 8

function evidence(
  { effort, cpuMs }: { readonly effort: number; readonly cpuMs: number },
  format: string,
): Advice['evidence'][number] {
  const words = { label: `CPU time at effort ${effort}`, what: 'effort-cpu', name: String(effort) } as const
  return { ...words, value: cpuMs, unit: 'ms', source: { type: 'calibration', format } }
}

/** Time of an image's outputs in one format; `undefined` where none was made. */
function timeOf(outputs: readonly OutputResult[], format: OutputFormat): number | undefined {
  const own = outputs.filter((output) => output.format === format)
  return own.length === 0 ? undefined : sum(own.map(({ ms }) => ms))
}

function latestRun({ runs, from, now }: Facts, recipeId: string): Advice['evidence'][number]['source'] {
  const run = runs.find((one) => one.run.recipe.id === recipeId)?.run
  if (run !== undefined) return { type: 'run', runId: run.id }
  return { type: 'history', metric: 'operation_duration', filter: {}, from, to: now }
}

/** Share of the images for which the largest size is no larger, to a person, than the next one. */
const leastAlike = 0.9
/** Width of an output against that of the next smaller one: less is not seen. */
const alikeWidth = 1.1

/** A size of a recipe that is never larger than another one: originals are too small for it. */
export function redundantSize(facts: Facts): Advice[] {
  return usedRecipes(facts).flatMap((stored): Advice[] => {
    const { sizes, id, name } = stored.recipe
    const largest = largestOf(sizes)
    const images = imagesOf(facts, id)
    if (largest === undefined || sizes.length < 2 || images.length < leastImages) return []
    const wasted = images.map((item) => wastedOf(item, sizes.length))
    const alike = wasted.filter((outputs) => outputs !== undefined)
    const made = alike.flat()
    const twice = alike.filter((outputs) => outputs.length > 0)
    if (alike.length < leastAlike * images.length || twice.length < leastImages) return []
    const perImage = sum(made.filter(({ cached }) => !cached).map(({ ms }) => ms)) / images.length
    const share = percentText((100 * alike.length) / images.length)
    const size = sizeText(largest)
    return [
      {
        ...{ id: `redundant-size:${id}:${size}`, rule: 'redundant-size', group: 'performance', object: id },
        title: `Leave out the size ${size} in "${name}".`,
        reason:
          `For ${share} of ${images.length} images it is at most 10 % wider than the next smaller one: ` +
          `the originals have no more pixels.${whereItCounts(stored)}`,
        facts: { recipe: name, size, share: (100 * alike.length) / images.length, images: images.length },
        evidence: [
          {
            ...{ label: 'Images compared', what: 'images-compared', value: images.length, unit: 'number' },
            source: latestRun(facts, id),
          },
          {
            ...{ label: 'Bytes of the size', what: 'size-bytes' },
            ...{ value: sum(made.map(({ bytes }) => bytes)), unit: 'bytes' },
            source: latestRun(facts, id),
          },
        ],
        gain: {
          ...{ what: 'time', unit: 'ms', per: 'image' },
          // Sizes share decoding; a tenth either way is what runs differ by.
          amount: { low: 0.8 * perImage, expected: perImage, high: 1.1 * perImage },
        },
        risk: { level: 'low', message: 'Larger originals that come later are not made in this size.' },
        action: changedRecipe(stored, { sizes: sizes.filter((one) => one !== largest) }),
      },
    ]
  })
}

/** The recipe's largest size; `undefined` where that depends on the image. */
function largestOf(sizes: readonly Size[]): Size | undefined {
  if (sizes.some((size) => size !== 'original' && 'percent' in size)) return undefined
  return sizes.toSorted((a, b) => areaOf(b) - areaOf(a))[0]
}

function areaOf(size: Size): number {
  if (size === 'original' || 'percent' in size) return Number.POSITIVE_INFINITY
  if ('longestEdge' in size) return size.longestEdge ** 2
  return size.width * ('height' in size && size.height !== undefined ? size.height : size.width)
}

/**
 * The outputs of an image in its largest size that nobody can tell from the next smaller one: none where the two came
 * to the very same, so that it was made once; `undefined` where they differ.
 */
function wastedOf({ outputs }: Item, sizes: number): OutputResult[] | undefined {
  const widths = [...new Set(outputs.map(({ width }) => width))].sort((a, b) => b - a)
  const [first = 0, second] = widths
  if (second === undefined || widths.length < sizes) {
    return second !== undefined && first <= alikeWidth * second ? ofWidth(outputs, first) : []
  }
  return first <= alikeWidth * second ? ofWidth(outputs, first) : undefined
}

const ofWidth = (outputs: readonly OutputResult[], width: number) =>
  outputs.filter((output) => output.width === width)

/** What a format has to save against the others to be worth a visitor's while, in percent. */
const leastFormatGain = 3
/** Months after which a format must have paid for its making, at the prices and traffic of the settings. */
const mostMonths = 12

/** A format that costs time and saves next to nothing against the older ones that are made anyway. */
export function formatWithoutGain(facts: Facts): Advice[] {
  return usedRecipes(facts).flatMap((stored) => {
    const { formats, id, name } = stored.recipe
    return (['avif', 'webp'] as const).flatMap((format): Advice[] => {
      const others = formats.filter((one) => one !== format)
      if (!formats.includes(format) || others.length === 0) return []
      const images = imagesOf(facts, id).flatMap((item) => savingOf(item, format) ?? [])
      if (images.length < leastImages) return []
      const { low, middle, high } = medianInterval(images.map(({ percent }) => percent))
      const perImage = sum(images.map(({ ms }) => ms)) / images.length
      const months = monthsToPay(facts, perImage, sum(images.map(({ bytes }) => bytes)) / images.length)
      const never = high < leastFormatGain
      if (!never && !(months > mostMonths)) return []
      const { label } = outputFormats[format]
      const source = latestRun(facts, id)
      const why = never ? '' : ` At your prices it takes ${Math.round(months)} months to pay for its making.`
      return [
        {
          ...{
            id: `format-without-gain:${id}:${format}`,
            rule: 'format-without-gain',
            group: 'cost',
            object: id,
          },
          title: `Leave out ${label} in "${name}".`,
          reason:
            `It saves ${middle.toFixed(1)} % against the smallest older format (${images.length} images) and takes ` +
            `${valueText(perImage, 'ms')} an image.${why}${whereItCounts(stored)}`,
          facts: {
            ...{ recipe: name, format, saving: middle, images: images.length, ms: perImage },
            ...(never ? {} : { months: Math.round(months) }),
          },
          evidence: [
            { label: 'Saving, median', what: 'saving-median', value: middle, unit: 'percent', source },
            { label: 'Saving, at most', what: 'saving-most', value: high, unit: 'percent', source },
            { label: 'Saving, at least', what: 'saving-least', value: low, unit: 'percent', source },
          ],
          gain: {
            ...{ what: 'time', unit: 'ms', per: 'image' },
            amount: { low: 0.8 * perImage, expected: perImage, high: 1.1 * perImage },
          },
          risk: {
            level: 'low',
            message: `Images that it suits better get ${middle.toFixed(1)} % larger or more.`,
          },
          action: changedRecipe(stored, { formats: others }),
        },
      ]
    })
  })
}

/** A browser that does not know a format takes an older one; so it is these that a format has to be worth it against. */
const older: Readonly<Record<'avif' | 'webp', ReadonlySet<string>>> = {
  avif: new Set(['webp', 'jpeg', 'png']),
  webp: new Set(['jpeg', 'png']),
}

/** What a format saves of an image's largest size against the smallest of the older formats. */
function savingOf({ outputs }: Item, format: 'avif' | 'webp') {
  const width = Math.max(...outputs.map((output) => output.width))
  const largest = ofWidth(outputs, width)
  const own = largest.find((output) => output.format === format)
  const others = largest.filter((output) => older[format].has(output.format)).map(({ bytes }) => bytes)
  const ms = timeOf(madeOf({ outputs }), format)
  if (own === undefined || others.length === 0 || ms === undefined) return undefined
  const least = Math.min(...others)
  return { percent: 100 * (1 - own.bytes / least), bytes: Math.max(0, least - own.bytes), ms }
}

/** `NaN` where no prices or no traffic are known. */
function monthsToPay({ settings }: Facts, ms: number, bytes: number): number {
  const { prices, assumptions } = settings
  const kilowattHours = (ms / 3_600_000) * (assumptions.wattsPerCore / 1_000)
  const cost = (ms / 3_600_000) * prices.cpuHour + kilowattHours * prices.kilowattHour
  const monthly = (bytes / 1e9) * assumptions.viewsPerMonth * prices.transferGb
  return cost > 0 && prices.transferGb > 0 && assumptions.viewsPerMonth > 0 ? cost / monthly : Number.NaN
}

/** The median with its 90 % interval from the ranks (n ± 1.645 √n) / 2. */
function medianInterval(values: readonly number[]): { low: number; middle: number; high: number } {
  const sorted = values.toSorted((a, b) => a - b)
  const reach = (1.645 * Math.sqrt(sorted.length)) / 2
  const at = (rank: number) => sorted[Math.min(sorted.length - 1, Math.max(0, Math.round(rank)))] ?? 0
  return {
    low: at(sorted.length / 2 - reach - 1),
    middle: median(sorted),
    high: at(sorted.length / 2 + reach),
  }
}

/** Money a month below which nobody has to change anything. */
const leastMoney = 1

/** A recipe without a modern format, though visitors load enough for that to cost money. */
export function bytesServed(facts: Facts): Advice[] {
  const { prices, assumptions } = facts.settings
  if (prices.transferGb === 0 || assumptions.viewsPerMonth === 0) return []
  return usedRecipes(facts).flatMap((stored): Advice[] => {
    const { formats, id, name, quality } = stored.recipe
    // With fixed numbers the formats do not look the same, and bytes say nothing.
    if (quality.mode !== 'target' || formats.some((one) => !plain.has(one))) return []
    const images = latestImagesOf(facts, id)
    const best = modern
      .map((format) => ({ format, ...ratiosOf(facts, format) }))
      .sort((a, b) => a.middle - b.middle)[0]
    if (best === undefined || best.images < leastImages || images.length === 0) return []
    const served = sum(images.map(({ outputs }) => servedOutput(outputs)?.bytes ?? 0))
    const price = (served / 1e9) * assumptions.viewsPerMonth * prices.transferGb
    const amount = {
      low: price * (1 - best.high),
      expected: price * (1 - best.middle),
      high: price * (1 - best.low),
    }
    if (amount.low < leastMoney) return []
    const { label } = outputFormats[best.format]
    const saved = percentText(100 * (1 - best.middle))
    return [
      {
        ...{ id: `bytes-served:${id}:${best.format}`, rule: 'bytes-served', group: 'cost', object: id },
        title: `Make ${label} too in "${name}".`,
        reason:
          `At the same score it is ${saved} smaller than JPEG on ${best.images} of your images, which is worth ` +
          `${amount.expected.toFixed(2)} ${prices.currency} a month at your traffic.${whereItCounts(stored)}`,
        facts: {
          recipe: name,
          format: best.format,
          saving: 100 * (1 - best.middle),
          images: best.images,
          currency: prices.currency,
        },
        evidence: [
          {
            ...{ label: `${label} against JPEG`, what: 'against-jpeg', name: label },
            ...{ value: 100 * best.middle, unit: 'percent', source: best.source },
          },
          {
            ...{ label: 'Transfer a month now', what: 'transfer-now', value: price, unit: 'money' },
            source: { type: 'settings' },
          },
        ],
        gain: { what: 'money', unit: 'money', per: 'month', amount },
        risk: { level: 'low', message: 'Making it takes more time, and one more file an image.' },
        action: changedRecipe(stored, { formats: [best.format, ...formats] }),
      },
    ]
  })
}

const plain: ReadonlySet<string> = new Set(['jpeg', 'png'])
const modern = ['avif', 'webp'] as const

/** Bytes of a format against JPEG at the same score, wherever both were made. */
function ratiosOf(facts: Facts, format: OutputFormat) {
  const runs = facts.runs.filter(({ run }) => run.recipe.quality.mode === 'target')
  const ratios = runs.flatMap(({ items }) =>
    items.flatMap(({ outputs }) => {
      const width = Math.max(...outputs.map((output) => output.width))
      const bytes = (one: OutputFormat) =>
        ofWidth(outputs, width).find((output) => output.format === one)?.bytes
      const [own, jpeg] = [bytes(format), bytes('jpeg')]
      return own === undefined || jpeg === undefined ? [] : [own / jpeg]
    }),
  )
  const [latest] = runs
  const source: Advice['evidence'][number]['source'] =
    latest === undefined ? { type: 'settings' } : { type: 'run', runId: latest.run.id }
  const interval = ratios.length === 0 ? { low: 1, middle: 1, high: 1 } : medianInterval(ratios)
  return { ...interval, images: ratios.length, source }
}
