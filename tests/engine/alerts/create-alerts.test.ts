import { describe, expect, it } from 'vitest'
import { createAlerts } from '../../../src/engine/alerts/index.ts'
import type { Alert } from '../../../src/shared/model/alert.ts'
import type { Operation } from '../../../src/shared/model/history.ts'
import { settingsSchema } from '../../../src/shared/settings.ts'
import { sampleAt } from '../history/plain-records.ts'

function setUp() {
  const recorded: Alert[] = []
  const changes: string[][] = []
  const warned: string[] = []
  const alerts = createAlerts({
    thresholds: () => settingsSchema.parse({}).thresholds,
    record: (alert) => recorded.push(alert),
    onChange: (active) => changes.push(active.map(({ rule, subject }) => `${rule} ${subject}`.trim())),
    log: (level, message) => {
      if (level === 'warn') warned.push(message)
    },
  })
  let at = 1_000_000
  const seconds = (count: number, cpu: number, memory = 50) => {
    for (let i = 0; i < count; i += 1) {
      at += 1_000
      alerts.observe(sampleAt(at, { total: cpu, own: 0, cores: [cpu] }, memory))
    }
  }
  const operations = (count: number, change: Partial<Operation>) => {
    for (let i = 0; i < count; i += 1) {
      at += 100
      const operation = { at, operation: 'preview', kind: 'image', status: 'ok', durationMs: 50 } as const
      alerts.observeOperation({ ...operation, ...change })
    }
  }
  return { alerts, recorded, changes, warned, seconds, operations }
}

describe('a gauge beyond its threshold', () => {
  it('raises one alert when it lasts, with its evidence, and clears by itself', () => {
    const { alerts, recorded, changes, seconds } = setUp()
    seconds(9, 95)
    expect(changes).toEqual([])
    seconds(60, 97)
    expect(changes).toEqual([['cpu']])
    expect(alerts.active()).toMatchObject([{ rule: 'cpu', threshold: 80, worst: 97 }])
    expect(recorded[0]?.evidence).toHaveLength(10)
    seconds(9, 20)
    expect(changes).toHaveLength(1)
    seconds(1, 20)
    expect(changes).toEqual([['cpu'], []])
    expect(recorded.at(-1)).toMatchObject({ id: recorded[0]?.id, worst: 97, clearedAt: expect.any(Number) })
  })

  it('says nothing of peaks, and does not clear while it hovers', () => {
    const { changes, seconds } = setUp()
    for (let i = 0; i < 10; i += 1) {
      seconds(8, 99)
      seconds(1, 10)
    }
    expect(changes).toEqual([])
    seconds(10, 50, 90)
    for (let i = 0; i < 20; i += 1) seconds(1, 50, i % 2 === 0 ? 84 : 86)
    expect(changes).toEqual([['memory']])
  })
})

describe('slow operations', () => {
  it('raise one alert when most are slow, and each a warning, rarely', () => {
    const { changes, warned, operations, seconds } = setUp()
    operations(3, { durationMs: 900 })
    operations(20, {})
    expect(changes).toEqual([])
    operations(40, { durationMs: 900 })
    expect(changes).toEqual([['slow-operation preview image']])
    expect(warned.filter((line) => line.startsWith('Slow:'))).toHaveLength(1)
    seconds(121, 10)
    expect(changes.at(-1)).toEqual([])
  })

  it('are encodes only beyond three times what their own class takes', () => {
    const { alerts, changes, operations } = setUp()
    const encode = { operation: 'optimize', kind: 'avif', sizeClass: '1-4MP' }
    operations(40, { ...encode, durationMs: 5_000 })
    operations(40, { ...encode, sizeClass: '<1MP', durationMs: 900 })
    expect(changes).toEqual([])
    alerts.learn(new Map([['optimize avif 1-4MP', 1_000]]))
    operations(40, { ...encode, durationMs: 5_000 })
    expect(changes).toEqual([['slow-operation optimize avif 1-4MP']])
  })
})

describe('errors', () => {
  it('raise an alert when they are more than a few, bad input left out', () => {
    const { alerts, changes, operations, seconds } = setUp()
    operations(100, {})
    operations(50, { status: 'error', code: 'INPUT_CORRUPT' })
    operations(50, { status: 'cancelled' })
    operations(2, { status: 'error', code: 'INTERNAL' })
    expect(changes).toEqual([])
    operations(1, { status: 'error', code: 'INTERNAL' })
    expect(changes).toEqual([['errors']])
    seconds(301, 10)
    expect(alerts.active()).toEqual([])
  })
})
