import os from 'node:os'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createSampler, type SamplerOptions } from '../../../src/engine/monitor/index.ts'
import type { MachineReading } from '../../../src/engine/monitor/machine.ts'
import { type Sample, sampleSchema } from '../../../src/shared/model/monitor.ts'

const reading = {
  cpuPercent: 50,
  corePercents: [25, 75],
  memoryTotalBytes: 16e9,
  memoryUsedBytes: 4e9,
}

const throughput = { imagesPerSecond: 1, megapixelsPerSecond: 2, bytesInPerSecond: 3, bytesOutPerSecond: 4 }

type Options = Partial<SamplerOptions> & { readonly read?: () => Promise<MachineReading> }

function startSampler({ read = async () => reading, ...options }: Options = {}) {
  const seen: Sample[] = []
  const logged: string[] = []
  const sampler = createSampler({
    intervalMs: 1,
    own: () => ({ engine: { pid: 1, cpuMs: 0, residentBytes: 1e8 } }),
    pool: () => ({ size: 2, busy: 1, queued: 3 }),
    throughput: () => throughput,
    folders: () => [],
    onSample: (sample) => seen.push(sample),
    log: (_, message) => logged.push(message),
    readers: { machine: read },
    ...options,
  })
  onTestFinished(sampler.stop)
  sampler.start()
  const until = (count: number) => vi.waitFor(() => expect(seen.length).toBeGreaterThanOrEqual(count), 10_000)
  return { sampler, seen, logged, until }
}

describe('createSampler', () => {
  it('samples this machine', async () => {
    const { seen, until, logged } = startSampler({ readers: {}, intervalMs: 100 })
    await until(2)
    const sample = sampleSchema.parse(seen[1])
    expect(sample.cpu.cores).toHaveLength(os.cpus().length)
    expect(sample.cpu.total).toBeGreaterThanOrEqual(0)
    expect(sample.cpu.total).toBeLessThanOrEqual(100)
    expect(sample.memory.totalBytes).toBeGreaterThan(1e8)
    expect(sample.memory.usedBytes).toBeLessThan(sample.memory.totalBytes)
    expect(logged).toEqual([])
  })

  it('puts the parts of a sample together', async () => {
    const { seen, until, sampler } = startSampler()
    await until(1)
    expect(seen[0]).toMatchObject({
      cpu: { total: 50, cores: [25, 75] },
      memory: { totalBytes: 16e9, usedBytes: 4e9, usedPercent: 25, ownBytes: 1e8 },
      pool: { size: 2, busy: 1, queued: 3 },
      throughput,
    })
    expect(sampler.samples()[0]).toBe(seen[0])
  })

  it('turns CPU time into percent of the whole machine, and never above what the machine does', async () => {
    let clock = 0
    vi.spyOn(performance, 'now').mockImplementation(() => clock)
    onTestFinished(() => void vi.restoreAllMocks())
    // Per reading: a second in which one core worked for 400 ms, then for five seconds at once, then a new process.
    const cpuMs = [10_000, 10_400, 15_400, 100, 500]
    let index = -1
    const { seen, until, sampler } = startSampler({
      read: async () => {
        clock += 1_000
        index += 1
        return reading
      },
      own: () => ({ engine: { pid: 1, cpuMs: cpuMs[Math.min(index, 4)] ?? 0, residentBytes: 0 } }),
      onSample: (sample) => {
        seen.push(sample)
        if (seen.length === cpuMs.length) sampler.stop()
      },
    })
    await until(cpuMs.length)
    const cores = reading.corePercents.length
    const one = 40 / cores
    const all = Math.min(50, 500 / cores)
    expect(seen.map((sample) => sample.cpu.own)).toEqual([0, one, all, all, one])
  })

  it('never takes two samples at once', async () => {
    let underWay = 0
    let most = 0
    const { until } = startSampler({
      read: async () => {
        underWay += 1
        most = Math.max(most, underWay)
        await new Promise((resolve) => setTimeout(resolve, 5))
        underWay -= 1
        return reading
      },
    })
    await until(5)
    expect(most).toBe(1)
  })

  it('skips a failed reading and tells once, until one succeeds again', async () => {
    let calls = 0
    const { until, logged, sampler, seen } = startSampler({
      onSample: (sample) => {
        seen.push(sample)
        if (seen.length === 2) sampler.stop()
      },
      read: async () => {
        calls += 1
        if (calls % 5 !== 0) throw new Error('no such counter')
        return reading
      },
    })
    await until(2)
    expect(logged).toEqual([
      "The machine's load cannot be read: Error: no such counter",
      "The machine's load cannot be read: Error: no such counter",
    ])
  })

  it('keeps the last ten minutes', async () => {
    let n = 0
    const { sampler, seen, until } = startSampler({
      intervalMs: 0,
      read: async () => {
        n += 1
        return { ...reading, memoryUsedBytes: n }
      },
    })
    await until(650)
    sampler.stop()
    const kept = sampler.samples()
    expect(kept).toHaveLength(600)
    expect(kept.at(-1)).toBe(seen.at(-1))
    expect(kept[0]).toBe(seen.at(-600))
  })

  it('drops a reading that was under way when it was stopped, and can be started again', async () => {
    const waiting: ((value: typeof reading) => void)[] = []
    const { sampler, seen, until } = startSampler({
      read: () => new Promise((resolve) => waiting.push(resolve)),
    })
    sampler.stop()
    waiting[0]?.(reading)
    sampler.start()
    sampler.start()
    expect(waiting).toHaveLength(2)
    waiting[1]?.(reading)
    await until(1)
    await vi.waitFor(() => expect(waiting).toHaveLength(3))
    expect(seen).toHaveLength(1)
  })
})
