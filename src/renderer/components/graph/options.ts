import uPlot from 'uplot'
import { t } from '../../i18n.ts'

/** A token of `tokens.css`, e.g. `--chart-1`. */
export type Ink = `--${string}`

type SeriesSpec = {
  readonly ink: Ink
  /** Fills the area below the line. */
  readonly filled?: boolean
  /** Keeps its value until the next point, as a limit does. */
  readonly stepped?: boolean
  readonly dashed?: boolean
  /** Measured on the axis at the right. */
  readonly right?: boolean
}

type AxisSpec = {
  /** At least this much is shown above zero; more when the values need it. */
  readonly top: number
  /** Never more than this. */
  readonly cap?: number
  readonly format: (value: number) => string
}

export type GraphSpec = {
  readonly series: readonly SeriesSpec[]
  readonly left: AxisSpec
  readonly right?: AxisSpec
}

/** A moment, in epoch seconds, at which something was decided or went wrong. */
export type Mark = { readonly at: number; readonly alarming: boolean; readonly text: string }

export type Inks = ReadonlyMap<Ink, string>

/** Tokens that every graph uses besides its series' own. */
export const commonInks = [
  '--chart-grid',
  '--chart-mark',
  '--chart-limit',
  '--ink-3',
] as const satisfies readonly Ink[]

/** Distances between labels: 1, 2 and 5 of every power of ten, from what one decimal can say to terabytes. */
const steps = Array.from({ length: 14 }, (_, power) =>
  [1, 2, 5].map((step) => (step * 10 ** power) / 10),
).flat()

/** What uPlot is told, except for the size. */
export function optionsOf(
  spec: GraphSpec,
  inks: Inks,
  onPoint: (index: number | undefined) => void,
  marks: () => readonly Mark[],
): Omit<uPlot.Options, 'width' | 'height'> {
  const ink = (name: Ink): string => inks.get(name) ?? 'gray'
  const font = '11px "Inter Variable", system-ui, sans-serif'
  const text = { stroke: ink('--ink-3'), font, ticks: { show: false } }
  const grid = { stroke: ink('--chart-grid'), width: 1 }
  return {
    padding: [6, spec.right === undefined ? 10 : 0, 0, 0],
    legend: { show: false },
    cursor: {
      y: false,
      drag: { x: false, y: false },
      points: { size: 6 },
      // All graphs on a screen show the same moment.
      sync: { key: 'whittle', setSeries: false, scales: ['x', null] },
    },
    scales: {
      x: { time: true, auto: false },
      left: { range: rangeOf(spec.left) },
      ...(spec.right === undefined ? {} : { right: { range: rangeOf(spec.right) } }),
    },
    axes: [
      { ...text, grid: { show: false }, size: 22, gap: 4, splits: ageSplits, values: ageLabels },
      {
        ...text,
        scale: 'left',
        grid,
        size: 42,
        gap: 6,
        space: 34,
        incrs: steps,
        values: labelsOf(spec.left),
      },
      ...(spec.right === undefined
        ? []
        : [
            {
              ...text,
              scale: 'right',
              side: 1 as const,
              grid: { show: false },
              size: 42,
              gap: 6,
              space: 34,
              incrs: steps,
              values: labelsOf(spec.right),
            },
          ]),
    ],
    series: [{}, ...spec.series.map((series) => seriesOf(series, ink(series.ink)))],
    hooks: {
      setCursor: [(plot) => onPoint(plot.cursor.idx ?? undefined)],
      drawClear: [(plot) => drawMarks(plot, marks(), ink)],
    },
  }
}

/** Fewer values than make a line. */
const sparse = 3

function isSparse({ data }: uPlot, series: number): boolean {
  return (data[series] ?? []).filter((value) => value !== null && value !== undefined).length < sparse
}

function seriesOf(spec: SeriesSpec, stroke: string): uPlot.Series {
  const stepped = spec.stepped === true ? uPlot.paths.stepped?.({ align: 1 }) : undefined
  return {
    scale: spec.right === true ? 'right' : 'left',
    stroke,
    width: 1.5,
    // A value without neighbours would be no line at all.
    points: { show: isSparse, size: 5 },
    ...(spec.filled === true ? { fill: `color-mix(in srgb, ${stroke} 14%, transparent)` } : {}),
    ...(spec.dashed === true ? { dash: [4, 4] } : {}),
    ...(stepped === undefined ? {} : { paths: stepped }),
  }
}

/** A line from top to bottom at each moment, behind the curves. */
function drawMarks(
  { ctx, bbox, valToPos, scales }: uPlot,
  marks: readonly Mark[],
  ink: (name: Ink) => string,
): void {
  const { min, max } = scales.x ?? {}
  ctx.save()
  ctx.lineWidth = 1
  // The threshold of the drawing before may have left its dashes.
  ctx.setLineDash([])
  for (const { at, alarming } of marks) {
    if (at < (min ?? 0) || at > (max ?? 0)) continue
    ctx.strokeStyle = ink(alarming ? '--chart-limit' : '--chart-mark')
    const x = Math.round(valToPos(at, 'x', true)) + 0.5
    ctx.beginPath()
    ctx.moveTo(x, bbox.top)
    ctx.lineTo(x, bbox.top + bbox.height)
    ctx.stroke()
  }
  ctx.restore()
}

/** From zero to a steady top, so that the scale does not breathe with every sample. */
function rangeOf(axis: AxisSpec): uPlot.Scale.Range {
  return (_plot, _min, max) => [0, Math.min(axis.cap ?? Number.POSITIVE_INFINITY, steadyTop(axis.top, max))]
}

/** The first of `top`, 2 × `top`, 4 × `top`, … that holds the value. */
export function steadyTop(top: number, value: number | null): number {
  let held = top
  while (value !== null && Number.isFinite(value) && held < value) held *= 2
  return held
}

function labelsOf(axis: AxisSpec): uPlot.Axis.DynamicValues {
  return (_plot, splits) => splits.map((split) => axis.format(split))
}

/** Ages that are labelled, in seconds, for each span. They stand still while the data moves. */
const labelledAges: ReadonlyMap<number, readonly number[]> = new Map([
  [60, [45, 30, 15]],
  [120, [90, 60, 30]],
  [300, [240, 180, 120, 60]],
  [600, [480, 360, 240, 120]],
  [3600, [2700, 1800, 900]],
  [21_600, [18_000, 14_400, 10_800, 7200, 3600]],
  [86_400, [64_800, 43_200, 21_600]],
  [604_800, [518_400, 345_600, 172_800]],
  [2_592_000, [2_160_000, 1_296_000, 432_000]],
])

function agesOf({ scales }: uPlot): readonly number[] {
  const { min, max } = scales.x ?? {}
  return labelledAges.get(Math.round((max ?? 0) - (min ?? 0))) ?? []
}

function ageSplits(plot: uPlot): number[] {
  const to = plot.scales.x?.max ?? 0
  return agesOf(plot).map((age) => to - age)
}

function ageLabels(plot: uPlot): string[] {
  return agesOf(plot).map(ageText)
}

function ageText(age: number): string {
  if (age % 86_400 === 0) return t('monitor.daysAgo', { n: age / 86_400 })
  if (age % 3600 === 0) return t('monitor.hoursAgo', { n: age / 3600 })
  return age % 60 === 0 ? t('monitor.minutesAgo', { n: age / 60 }) : t('monitor.secondsAgo', { n: age })
}
