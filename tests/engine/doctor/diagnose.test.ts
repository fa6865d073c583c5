import { describe, expect, it } from 'vitest'
import { type DoctorOptions, diagnose } from '../../../src/engine/doctor/diagnose.ts'
import { findingSchema } from '../../../src/shared/contract/engine.ts'
import { WhittleError } from '../../../src/shared/errors.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const options = (change: Partial<DoctorOptions> = {}): DoctorOptions => ({
  version: '1.2.3',
  home: temporaryFolder(),
  writer: 'main',
  history: { damage: async () => [] },
  poolHost: { entry: '/entry.js', execPath: '/usr/bin/node' },
  pool: {
    ready: async () => undefined,
    versions: () => ({ node: '20.18.0', sharp: '0.35.5', vips: '8.18.7', unheard: '1' }),
    load: () => ({ size: 5, busy: 0, queued: 0 }),
  },
  folders: [],
  machine: {
    battery: async () => ({ onBattery: true, percent: 80 }),
    temperature: async () => 61.4,
    drives: async ([path = '']) => [{ path, freeBytes: 2e9, totalBytes: 5e9 }],
  },
  ...change,
})

async function findings(change: Partial<DoctorOptions> = {}) {
  const found = await diagnose(options(change))
  for (const finding of found) expect(findingSchema.parse(finding)).toEqual(finding)
  return new Map(found.map((finding) => [finding.id, finding]))
}

describe('diagnose', () => {
  it('tells versions, the runtime of the workers, threads, memory and folders', async () => {
    const found = await findings()
    expect([...found.keys()]).toEqual([
      ...['whittle', 'node', 'pool', 'sharp', 'vips', 'cores', 'memory', 'home'],
      ...['battery', 'temperature', 'drive-1', 'history'],
    ])
    expect(found.get('battery')?.value).toBe('80 %, in use: batches run in Quiet')
    expect(found.get('temperature')?.value).toBe('61 °C')
    expect(found.get('drive-1')?.value).toMatch(/^2 GB free of 5 GB \(/)
    expect(found.get('whittle')?.value).toBe('1.2.3')
    expect(found.get('node')?.value).toContain(process.versions.node)
    expect(found.get('pool')?.value).toBe('5 threads in Node 20.18.0 (/usr/bin/node)')
    expect(found.get('sharp')?.value).toBe('0.35.5')
    expect(found.get('home')?.value).toMatch(/writable, .* free\)$/)
  })

  it('says what is missing and how to get it', async () => {
    const ready = () => Promise.reject(new WhittleError('POOL_UNAVAILABLE', { detail: 'ended with code 1' }))
    const pool = { ...options().pool, ready }
    expect((await findings({ pool })).get('pool')).toEqual({
      id: 'pool',
      label: 'Image workers',
      status: 'missing',
      value: 'The image workers could not be started. ended with code 1',
      hint: 'They run in /usr/bin/node: check that it is Node.js 20.19 or newer, then "npm ci".',
    })
  })

  it('tells of another Whittle in the same folder', async () => {
    expect((await findings({ writer: 'cli-7' })).get('home')?.value).toContain('another Whittle is running')
  })

  it('tells what of the history is gone, and what was mended', async () => {
    const file = '/history/x.damaged'
    const mended = { at: 1, file, what: 'Hours', lost: [] }
    expect((await findings()).get('history')).toMatchObject({ status: 'ok', value: 'whole' })
    expect((await findings({ history: { damage: async () => [mended] } })).get('history')).toMatchObject({
      status: 'ok',
      value: 'whole; 1 damaged files were mended',
    })
    const day = Date.UTC(2026, 10, 3)
    const gone = { ...mended, lost: [{ from: day, to: day + 86_400_000 }] }
    expect(
      (await findings({ history: { damage: async () => [mended, gone] } })).get('history'),
    ).toMatchObject({
      status: 'warning',
      value: 'Gone: Hours: 2026-11-03 – 2026-11-03',
    })
  })

  it('reports a folder that is gone rather than failing', async () => {
    expect((await findings({ home: '/nowhere/at/all' })).get('home')).toMatchObject({
      status: 'missing',
      value: expect.stringContaining('ENOENT'),
    })
  })
})
