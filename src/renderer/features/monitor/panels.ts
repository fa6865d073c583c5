import type uPlot from 'uplot'
import type { Admission, Sample } from '../../../shared/model/monitor.ts'
import type { Settings } from '../../../shared/settings.ts'
import type { GraphSpec, Ink } from '../../components/graph/options.ts'
import { formatBytes, formatCount, formatDuration, formatPercent, formatRate } from '../../format.ts'
import { t } from '../../i18n.ts'
import { limitsAt, spanOf } from '../../state/sample-window.ts'

export type PanelInput = {
  readonly samples: readonly Sample[]
  readonly admissions: readonly Admission[]
  readonly settings: Settings | undefined
}

/** A value beside the graph, with the ink of its line. */
type Reading = { readonly label: string; readonly value: string; readonly ink: Ink }

export type PanelSpec = {
  readonly name: 'cpu' | 'memory' | 'throughput' | 'workers' | 'queue' | 'disk'
  readonly graph: GraphSpec
  /** Columns in the order of the graph's series, without the times. */
  readonly columns: (input: PanelInput) => (number | null)[][]
  /** The first is the large one. */
  readonly readings: (sample: Sample | undefined, limit: number | undefined) => readonly Reading[]
}

export const cpuPanel: PanelSpec = {
  name: 'cpu',
  graph: {
    left: { top: 100, cap: 100, format: formatPercent },
    series: [{ ink: '--chart-1', filled: true }, { ink: '--chart-2' }, { ink: '--chart-3', dashed: true }],
  },
  columns: ({ samples, settings }) => [
    samples.map((sample) => sample.cpu.total),
    samples.map((sample) => sample.cpu.own),
    samples.map(() => settings?.thresholds.cpuPercent ?? null),
  ],
  readings: (sample) => [
    { label: t('monitor.machine'), value: shown(sample?.cpu.total, formatPercent), ink: '--chart-1' },
    { label: t('monitor.whittle'), value: shown(sample?.cpu.own, formatPercent), ink: '--chart-2' },
  ],
}

export const memoryPanel: PanelSpec = {
  name: 'memory',
  graph: {
    left: { top: 100, cap: 100, format: formatPercent },
    series: [{ ink: '--chart-1', filled: true }, { ink: '--chart-2' }, { ink: '--chart-3', dashed: true }],
  },
  columns: ({ samples, settings }) => [
    samples.map((sample) => sample.memory.usedPercent),
    samples.map(({ memory }) => (100 * memory.ownBytes) / memory.totalBytes),
    samples.map(() => settings?.thresholds.memoryPercent ?? null),
  ],
  readings: (sample) => [
    {
      label: t('monitor.machine'),
      value: shown(sample?.memory.usedPercent, formatPercent),
      ink: '--chart-1',
    },
    { label: t('monitor.whittle'), value: shown(sample?.memory.ownBytes, formatBytes), ink: '--chart-2' },
  ],
}

export const throughputPanel: PanelSpec = {
  name: 'throughput',
  graph: {
    left: { top: 1, format: formatRate },
    right: { top: 4, format: formatRate },
    series: [
      { ink: '--chart-1', filled: true },
      { ink: '--chart-2', right: true },
    ],
  },
  columns: ({ samples }) => [
    samples.map((sample) => sample.throughput.imagesPerSecond),
    samples.map((sample) => sample.throughput.megapixelsPerSecond),
  ],
  readings: (sample) => [
    {
      label: t('monitor.imagesPerSecond'),
      value: shown(sample?.throughput.imagesPerSecond, formatRate),
      ink: '--chart-1',
    },
    {
      label: t('monitor.megapixelsPerSecond'),
      value: shown(sample?.throughput.megapixelsPerSecond, formatRate),
      ink: '--chart-2',
    },
  ],
}

export const poolPanel: PanelSpec = {
  name: 'workers',
  graph: {
    left: { top: 4, format: whole },
    series: [
      { ink: '--chart-1', filled: true, stepped: true },
      { ink: '--chart-limit', stepped: true, dashed: true },
    ],
  },
  columns: ({ samples, admissions }) => [
    samples.map((sample) => sample.pool.busy),
    limitsAt(samples, admissions),
  ],
  readings: (sample, limit) => [
    {
      label: t('monitor.busy'),
      value:
        sample === undefined ? '–' : t('measure.of', { done: sample.pool.busy, total: sample.pool.size }),
      ink: '--chart-1',
    },
    { label: t('monitor.limit'), value: shown(limit, formatCount), ink: '--chart-limit' },
  ],
}

export const queuePanel: PanelSpec = {
  name: 'queue',
  graph: {
    left: { top: 8, format: whole },
    series: [{ ink: '--chart-2', filled: true, stepped: true }],
  },
  columns: ({ samples }) => [samples.map((sample) => sample.pool.queued)],
  readings: (sample) => [
    { label: t('monitor.queued'), value: shown(sample?.pool.queued, formatCount), ink: '--chart-2' },
  ],
}

export const diskPanel: PanelSpec = {
  name: 'disk',
  graph: {
    left: { top: 1_000_000, format: formatBytes },
    right: { top: 1_000_000_000, format: formatBytes },
    series: [
      { ink: '--chart-1', filled: true },
      { ink: '--chart-2' },
      { ink: '--chart-3', dashed: true, right: true },
    ],
  },
  columns: ({ samples }) => [
    samples.map(({ disk }) => disk?.writeBytesPerSecond ?? null),
    samples.map(({ disk }) => disk?.readBytesPerSecond ?? null),
    samples.map((sample) => freeBytesOf(sample) ?? null),
  ],
  readings: (sample) => [
    { label: t('monitor.written'), value: perSecond(sample?.disk?.writeBytesPerSecond), ink: '--chart-1' },
    { label: t('monitor.read'), value: perSecond(sample?.disk?.readBytesPerSecond), ink: '--chart-2' },
    {
      label: t('monitor.free'),
      value: shown(sample && freeBytesOf(sample), formatBytes),
      ink: '--chart-3',
    },
  ],
}

/** The columns with the times in front, in seconds as uPlot wants them. */
export function alignedData(panel: PanelSpec, input: PanelInput): uPlot.AlignedData {
  return [input.samples.map((sample) => sample.at / 1000), ...panel.columns(input)]
}

/** The graph in words: what is read now, and how high each line went. */
export function summaryOf(panel: PanelSpec, input: PanelInput): string {
  const limit = limitsAt(input.samples, input.admissions).at(-1) ?? undefined
  const now = panel.readings(input.samples.at(-1), limit)
  const said = now.map((reading) => `${reading.label} ${reading.value}`).join(', ')
  const highest = panel.columns(input)[0]?.reduce<number>((top, value) => Math.max(top, value ?? 0), 0) ?? 0
  return t('monitor.summary', {
    title: t(`monitor.${panel.name}`),
    time: formatDuration(spanOf(input.samples)),
    now: said,
    highest: panel.graph.left.format(highest),
  })
}

function shown(value: number | undefined, format: (value: number) => string): string {
  return value === undefined ? '–' : format(value)
}

/** Between two whole workers there is nothing to label. */
function whole(value: number): string {
  return Number.isInteger(value) ? formatCount(value) : ''
}

function perSecond(bytes: number | undefined): string {
  return bytes === undefined ? '–' : t('monitor.perSecond', { bytes: formatBytes(bytes) })
}

/** Of several drives in use the fullest one counts. */
function freeBytesOf({ drives }: Sample): number | undefined {
  return drives.length === 0 ? undefined : Math.min(...drives.map(({ freeBytes }) => freeBytes))
}
