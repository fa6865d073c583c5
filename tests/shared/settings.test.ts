import { describe, expect, it } from 'vitest'
import { settingsPatchSchema, settingsSchema } from '../../src/shared/settings.ts'

describe('settings', () => {
  it('have a default for everything', () => {
    expect(settingsSchema.parse({})).toMatchObject({
      version: 1,
      concurrency: 0,
      scaling: 'auto',
      mode: 'balanced',
      quietOnBattery: true,
      memoryBudgetBytes: 0,
      quietHours: { enabled: false, from: 9, to: 17 },
      prices: { currency: 'EUR', storageGbMonth: 0, transferGb: 0, cpuHour: 0, kilowattHour: 0 },
      assumptions: { viewsPerMonth: 0, wattsPerCore: 8 },
      thresholds: {
        cpuPercent: 80,
        memoryPercent: 85,
        slowMs: 200,
        slowEncodeFactor: 3,
        errorPercent: 1,
      },
      history: {
        operationDays: 30,
        sampleDays: 3,
        tenSecondDays: 7,
        minuteDays: 60,
        hourDays: 1_100,
        maxMegabytes: 1_000,
      },
      ignore: [],
      limits: {
        inputBytes: 536_870_912,
        inputPixels: 268_402_689,
        animationPixels: 268_402_689,
        frames: 10_000,
        svgBytes: 10_485_760,
        secondsPerMegapixel: 20,
        itemSeconds: 60,
      },
      appearance: { theme: 'system', language: 'system' },
      startup: { unfinished: 'offer', openAtLogin: false },
    })
  })

  it('keep what is set and fill in the rest', () => {
    expect(settingsSchema.parse({ thresholds: { cpuPercent: 50 } }).thresholds).toMatchObject({
      cpuPercent: 50,
      memoryPercent: 85,
    })
  })

  it.each([
    [{ version: 2 }, 'version'],
    [{ concurrency: -1 }, 'concurrency'],
    [{ quietHours: { from: 24 } }, 'quietHours.from'],
    [{ prices: { currency: 'euro' } }, 'prices.currency'],
    [{ prices: { transferGb: -1 } }, 'prices.transferGb'],
    [{ assumptions: { wattsPerCore: 0 } }, 'assumptions.wattsPerCore'],
    [{ concurrency: 257 }, 'concurrency'],
    [{ thresholds: { memoryPercent: 0 } }, 'thresholds.memoryPercent'],
    [{ limits: { itemSeconds: 0 } }, 'limits.itemSeconds'],
  ])('are refused with %o', (settings, path) => {
    const { error } = settingsSchema.safeParse(settings)
    expect(error?.issues.map((issue) => issue.path.join('.'))).toEqual([path])
  })

  it('are changed by patches that set nothing by themselves', () => {
    expect(settingsPatchSchema.parse({})).toEqual({})
    expect(settingsPatchSchema.parse({ thresholds: {} })).toEqual({ thresholds: {} })
    expect(settingsPatchSchema.parse({ limits: { itemSeconds: 1 } })).toEqual({})
  })
})
