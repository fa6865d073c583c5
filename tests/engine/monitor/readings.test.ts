import { mkdirSync, writeFileSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseStat } from '../../../src/engine/monitor/core-times.ts'
import { sumDiskstats } from '../../../src/engine/monitor/disk-traffic.ts'
import { findDrives, readBattery, readTemperature } from '../../../src/engine/monitor/index.ts'
import { OwnProcesses } from '../../../src/engine/monitor/own-processes.ts'
import { Rarely } from '../../../src/engine/monitor/rarely.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

/** A folder that stands for `/`, with these files. */
function fakeRoot(files: Record<string, string>): string {
  const root = temporaryFolder()
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, path, '..'), { recursive: true })
    writeFileSync(join(root, path), `${text}\n`)
  }
  return root
}

describe('the processor', () => {
  it('counts waiting for a disk as idle, and what other machines took as busy', () => {
    const text = 'cpu  9 9 9 9 9 9 9 9\ncpu0 10 1 5 100 40 2 3 4 0 0\ncpu1 0 0 0 7 0 0 0 0 0 0\nintr 1 2\n'
    expect(parseStat(text)).toEqual([
      { busy: 25, total: 165 },
      { busy: 0, total: 7 },
    ])
  })

  it('is as warm as its hottest zone', async () => {
    const root = fakeRoot({
      'sys/class/thermal/thermal_zone0/temp': '41500',
      'sys/class/thermal/thermal_zone1/temp': '63000',
      'sys/class/thermal/thermal_zone2/temp': '0',
      'sys/class/thermal/cooling_device0/temp': '99000',
    })
    expect(await readTemperature('linux', root)).toBe(63)
  })

  it('has no temperature where nothing may be read', async () => {
    expect(await readTemperature('linux', '/nonexistent')).toBeNull()
    expect(await readTemperature('win32')).toBeNull()
  })
})

describe('the battery', () => {
  const supply = (name: string, files: Record<string, string>) =>
    Object.fromEntries(
      Object.entries(files).map(([file, text]) => [`sys/class/power_supply/${name}/${file}`, text]),
    )

  it('is that of the machine, not that of a mouse', async () => {
    const root = fakeRoot({
      ...supply('AC', { type: 'Mains', online: '0' }),
      ...supply('BAT0', { type: 'Battery', status: 'Discharging', capacity: '71' }),
      ...supply('A-mouse', { type: 'Battery', scope: 'Device', status: 'Discharging', capacity: '5' }),
    })
    expect(await readBattery('linux', root)).toEqual({ onBattery: true, percent: 71 })
  })

  it('may be charging, or not tell how full it is', async () => {
    const root = fakeRoot(supply('BAT1', { type: 'Battery', status: 'Charging' }))
    expect(await readBattery('linux', root)).toEqual({ onBattery: false, percent: null })
  })

  it('may be missing', async () => {
    expect(await readBattery('linux', fakeRoot(supply('AC', { type: 'Mains' })))).toBeNull()
    expect(await readBattery('linux', '/nonexistent')).toBeNull()
  })
})

describe('drives', () => {
  const diskstats = [
    '   7       0 loop0 10 0 8 0 10 0 8 0 0 0 0',
    ' 259       0 nvme0n1 100 0 2000 5 50 0 4000 9 0 0 0',
    ' 259       1 nvme0n1p1 60 0 1200 5 20 0 1000 9 0 0 0',
    '   8       0 sda 1 0 10 5 1 0 20 9 0 0 0',
    '',
  ].join('\n')

  it('are counted by device, in sectors of 512 bytes', () => {
    // 259:1 as the kernel packs it.
    const device = (259 << 8) | 1
    expect(sumDiskstats(diskstats, [device])).toEqual({ read: 1_200 * 512, written: 1_000 * 512 })
  })

  it('are all whole disks where the folders are on none of them', () => {
    expect(sumDiskstats(diskstats, [1])).toEqual({ read: 2_010 * 512, written: 4_020 * 512 })
  })

  it('are found by any folder, also one that is not there yet, each once', async () => {
    const folder = temporaryFolder()
    const drives = await findDrives([join(folder, 'not/there'), folder])
    expect(drives).toHaveLength(1)
    expect(drives[0]).toMatchObject({ path: folder, device: (await stat(folder)).dev })
    expect(drives[0]?.freeBytes).toBeLessThanOrEqual(drives[0]?.totalBytes ?? 0)
  })
})

describe('what is asked rarely', () => {
  it('is asked once per period, and what was known holds when asking fails', async () => {
    let asked = 0
    const value = new Rarely('nothing', 1_000, async () => {
      asked += 1
      if (asked === 2) throw new Error('gone')
      return `answer ${asked}`
    })
    expect([value.get(0), value.get(1)]).toEqual(['nothing', 'nothing'])
    await new Promise(setImmediate)
    expect([value.get(999), value.get(1_000)]).toEqual(['answer 1', 'answer 1'])
    await new Promise(setImmediate)
    expect(value.get(1_001)).toBe('answer 1')
    expect(asked).toBe(2)
  })
})

describe('our own processes', () => {
  const engine = { pid: 10, cpuMs: 0, residentBytes: 1e8 }
  const window = { kind: 'window' as const, pid: 30, residentBytes: 2e8, cpuPercent: 4 }

  it('are those the engine measures and those the shell reports, each once', () => {
    const own = new OwnProcesses()
    own.report({ processes: [window, { ...window, kind: 'other', pid: 10 }], onBattery: true }, 0)
    own.list({ engine, pool: { ...engine, pid: 20 } }, 4, 0)
    const listed = own.list({ engine: { ...engine, cpuMs: 400 }, pool: { ...engine, pid: 20 } }, 4, 1_000)
    expect(listed.map(({ kind, pid, cpuPercent }) => [kind, pid, cpuPercent])).toEqual([
      ['engine', 10, 10],
      ['pool', 20, 0],
      ['window', 30, 4],
    ])
    expect(own.onBattery(1_000)).toBe(true)
  })

  it('are forgotten when the shell says nothing for ten seconds', () => {
    const own = new OwnProcesses()
    own.report({ processes: [window] }, 0)
    expect(own.list({ engine }, 1, 9_999)).toHaveLength(2)
    expect(own.list({ engine }, 1, 10_000)).toHaveLength(1)
    expect(own.onBattery(10_000)).toBeUndefined()
  })
})
