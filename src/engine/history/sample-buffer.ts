import type { SampleChunk } from '../../shared/model/history.ts'
import type { Sample } from '../../shared/model/monitor.ts'
import { seriesKey } from './rollups/series.ts'

/** Samples per record. Ten seconds are lost at most when the power fails, and a tenth as much is written. */
const chunkSamples = 10
/** Five digits are more than any of the sources measures, and a third of the bytes. */
const digits = 5

/** The gauges of a sample by series. Percentages are of the machine, sizes in bytes, temperature in °C. */
function gaugesOf(sample: Sample): Record<string, number> {
  const { cpu, memory, pool, throughput, disk, load, temperature } = sample
  const gauges: Record<string, number> = {
    cpu: cpu.total,
    cpu_own: cpu.own,
    memory: memory.usedPercent,
    memory_own: memory.ownBytes,
    pool_size: pool.size,
    pool_busy: pool.busy,
    pool_queued: pool.queued,
    images_per_second: throughput.imagesPerSecond,
    megapixels_per_second: throughput.megapixelsPerSecond,
    bytes_in_per_second: throughput.bytesInPerSecond,
    bytes_out_per_second: throughput.bytesOutPerSecond,
  }
  if (disk !== null) {
    gauges.disk_read = disk.readBytesPerSecond
    gauges.disk_write = disk.writeBytesPerSecond
  }
  if (load !== null) gauges.load = load
  if (temperature !== null) gauges.temperature = temperature
  for (const { path, freeBytes } of sample.drives) gauges[seriesKey('disk_free', { drive: path })] = freeBytes
  for (const { kind, residentBytes } of sample.processes) {
    const key = seriesKey('memory_process', { process: kind })
    gauges[key] = (gauges[key] ?? 0) + residentBytes
  }
  return gauges
}

/** Gathers samples into chunks. */
export class SampleBuffer {
  #chunk: { at: number; offsets: number[]; values: Record<string, (number | null)[]> } | undefined

  /** What is not full yet. */
  get open(): SampleChunk | undefined {
    return this.#chunk
  }

  /** @returns A chunk that is complete. */
  add(sample: Sample): SampleChunk | undefined {
    this.#chunk ??= { at: sample.at, offsets: [], values: {} }
    const { at, offsets, values } = this.#chunk
    for (const [series, value] of Object.entries(gaugesOf(sample))) {
      if (!Number.isFinite(value)) continue
      let column = values[series]
      if (column === undefined) {
        column = offsets.map(() => null)
        values[series] = column
      }
      column.push(Number(value.toPrecision(digits)))
    }
    offsets.push(sample.at - at)
    for (const column of Object.values(values)) if (column.length < offsets.length) column.push(null)
    return offsets.length >= chunkSamples ? this.take() : undefined
  }

  take(): SampleChunk | undefined {
    const chunk = this.#chunk
    this.#chunk = undefined
    return chunk
  }
}
