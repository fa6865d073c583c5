import { type OutputFormat, outputFormats } from '../formats.ts'
import type { Calibration, EffortPoint, Frontier } from '../model/calibration.ts'
import { defaultEfforts, type EffortPreference, type EffortTable } from './effort.ts'

/**
 * How many percent of the bytes each doubling of the time has to save to be worth it. `balanced` stops where AVIF's
 * and WebP's curves break off: below it a doubling saves some 10 %, beyond it 2 %.
 */
const leastGainPerDoubling: Readonly<Record<EffortPreference, number>> = {
  fast: 15,
  balanced: 4,
  smallest: 1,
}

/**
 * The effort to use: from the quickest on, the climb goes on to the effort that gains most per doubling of time, for as
 * long as that is enough. Efforts that are slower without being smaller are passed over.
 */
export function kneeOf(points: readonly EffortPoint[], prefer: EffortPreference): number | undefined {
  let current = points.toSorted((a, b) => a.cpuMs - b.cpuMs)[0]
  while (current !== undefined) {
    const here = current
    const steps = points
      .filter(({ cpuMs, bytes }) => cpuMs > here.cpuMs && bytes < here.bytes)
      .map((point) => ({ point, gain: gainPerDoubling(here, point) }))
      .sort((a, b) => b.gain - a.gain)
    const best = steps[0]
    if (best === undefined || best.gain < leastGainPerDoubling[prefer]) break
    current = best.point
  }
  return current?.effort
}

/** Percent of the bytes saved per doubling of the time. */
function gainPerDoubling(from: EffortPoint, to: EffortPoint): number {
  const saved = 100 * (1 - to.bytes / from.bytes)
  // Two efforts that cost the same to within the error of measurement count as a tenth of a doubling apart.
  return saved / Math.max(0.1, Math.log2(to.cpuMs / from.cpuMs))
}

/** Efforts for every preference: those measured, and the defaults for what was not. */
export function effortsOf(calibration: Calibration | undefined): EffortTable {
  const table = (prefer: EffortPreference) => {
    const efforts = { ...defaultEfforts[prefer] }
    for (const { format, points } of calibration?.frontiers ?? []) {
      efforts[format] = kneeOf(points, prefer) ?? efforts[format]
    }
    return efforts
  }
  return { fast: table('fast'), balanced: table('balanced'), smallest: table('smallest') }
}

/** Why not more: "AVIF effort 6 would cost 18 times the time for 1 % fewer bytes." `undefined` where nothing is known. */
export function effortRemark(frontier: Frontier, effort: number): string | undefined {
  const used = frontier.points.find((point) => point.effort === effort)
  const most = frontier.points
    .filter((point) => point.effort > effort)
    .toSorted((a, b) => a.bytes - b.bytes)[0]
  if (used === undefined || most === undefined) return undefined
  const times = most.cpuMs / used.cpuMs
  const saved = Math.round(100 * (1 - most.bytes / used.bytes))
  const gain = saved > 0 ? `${saved} % fewer bytes` : 'no fewer bytes'
  return `${labelOf(frontier.format)} effort ${most.effort} would cost ${rounded(times)} times the time for ${gain}.`
}

/** A remark per format on the efforts that outputs were made with. */
export function effortRemarks(
  calibration: Calibration | undefined,
  outputs: readonly { readonly format: OutputFormat; readonly effort: number | null }[],
): string[] {
  return (calibration?.frontiers ?? []).flatMap((frontier) => {
    const effort = outputs.find(
      ({ format, effort: used }) => format === frontier.format && used !== null,
    )?.effort
    const remark = effort == null ? undefined : effortRemark(frontier, effort)
    return remark === undefined ? [] : [remark]
  })
}

function labelOf(format: OutputFormat): string {
  return outputFormats[format].label
}

function rounded(times: number): string {
  return times < 10 ? times.toFixed(1) : String(Math.round(times))
}
