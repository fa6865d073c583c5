import { tmpdir } from 'node:os'
import {
  createAdmission,
  createSampler,
  findDrives,
  readBattery,
  readTemperature,
} from '../src/engine/monitor/index.ts'
import type { Sample } from '../src/shared/model/monitor.ts'
import { settingsSchema } from '../src/shared/settings.ts'
import { describeMachine, writeResult } from './lib/machine.mjs'

/** Samples to take one after the other, and how often each rare reading. */
const samples = 1_000
const rareReadings = 100

/** What the monitor costs: CPU time per sample, i.e. per second, and of what it reads rarely, per second. */
export async function run(): Promise<void> {
  const machine = describeMachine()
  const perSample = await samplingMs()
  const rare = {
    drives: (await meanMs(() => findDrives([tmpdir(), '/']))) / 15,
    temperature: (await meanMs(() => readTemperature())) / 15,
    battery: (await meanMs(() => readBattery())) / (process.platform === 'linux' ? 5 : 60),
  }
  const perSecond = perSample + rare.drives + rare.temperature + rare.battery
  // Milliseconds of CPU per second, so a tenth of it is percent of one core.
  const percentOfOneCore = perSecond / 10
  console.table({
    sample: perSample,
    ...rare,
    'all, ms CPU per second': perSecond,
    '% of one core': percentOfOneCore,
  })
  console.log(percentOfOneCore < 1 ? 'below 1 % of one core: yes' : 'below 1 % of one core: NO')
  writeResult('monitor', { machine, perSampleMs: perSample, rareMsPerSecond: rare, percentOfOneCore })
}

/** Sampling and deciding, as the engine does it every second. */
async function samplingMs(): Promise<number> {
  const settings = settingsSchema.parse({})
  const admission = createAdmission({
    cores: 8,
    max: 12,
    settings: () => settings,
    onChange: () => undefined,
  })
  let taken = 0
  let startedAt = process.cpuUsage()
  return new Promise((resolve) => {
    const onSample = (sample: Sample): void => {
      admission.observe(sample, { hostPid: 1, hostBytes: 1e8, hostPeakBytes: 1e8, engineBytes: 1e8 })
      taken += 1
      // The first ones are slow: nothing is compiled yet.
      if (taken === 100) startedAt = process.cpuUsage()
      if (taken < samples + 100) return
      sampler.stop()
      resolve(cpuMs(startedAt) / samples)
    }
    const sampler = createSampler({
      intervalMs: 0,
      own: () => {
        const { user, system } = process.cpuUsage()
        const engine = {
          pid: process.pid,
          cpuMs: (user + system) / 1_000,
          residentBytes: process.memoryUsage.rss(),
        }
        return { engine, pool: { ...engine, pid: 1 } }
      },
      pool: () => ({ size: 3, busy: 2, queued: 0 }),
      throughput: admission.throughput,
      folders: () => [tmpdir()],
      onSample,
      log: () => undefined,
    })
    sampler.start()
    // The sampler keeps no process alive.
    const alive = setInterval(() => taken >= samples + 100 && clearInterval(alive), 50)
  })
}

async function meanMs(read: () => Promise<unknown>): Promise<number> {
  const startedAt = process.cpuUsage()
  for (let n = 0; n < rareReadings; n += 1) await read()
  return cpuMs(startedAt) / rareReadings
}

function cpuMs(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since)
  return (user + system) / 1_000
}
