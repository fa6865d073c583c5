import { describe, expect, it } from 'vitest'
import { patchOf } from '../../../src/renderer/state/settings-file.ts'
import { settingsPatchSchema, settingsSchema } from '../../../src/shared/settings.ts'

describe('a file of settings', () => {
  it('is taken over as a whole, with what can be changed', () => {
    const settings = settingsSchema.parse({
      mode: 'quiet',
      cache: { ttlDays: 12 },
      history: { maxMegabytes: 70 },
    })
    const patch = patchOf(JSON.stringify(settings))
    expect(patch).toMatchObject({ mode: 'quiet', cache: { ttlDays: 12 }, history: { maxMegabytes: 70 } })
    expect(patch).not.toHaveProperty('limits')
    expect(settingsSchema.parse({ ...settings, ...patch })).toEqual(settings)
  })

  it('has every setting that the window can change, so that restoring the defaults leaves none out', () => {
    const { version: _version, limits: _limits, ...changeable } = settingsSchema.parse({})
    expect(settingsPatchSchema.parse(settingsSchema.parse({}))).toEqual(changeable)
  })

  it('is refused with the field that is wrong', () => {
    const text = JSON.stringify({ thresholds: { cpuPercent: 800 } })
    expect(() => patchOf(text)).toThrow(expect.objectContaining({ code: 'SETTINGS_INVALID' }))
    expect(() => patchOf(text)).toThrow(
      expect.objectContaining({ detail: expect.stringContaining('thresholds.cpuPercent') }),
    )
    expect(() => patchOf('{')).toThrow(expect.objectContaining({ code: 'SETTINGS_INVALID' }))
  })
})
