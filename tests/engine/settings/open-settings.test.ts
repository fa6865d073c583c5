import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openSettings } from '../../../src/engine/settings/index.ts'
import { settingsSchema } from '../../../src/shared/settings.ts'

const defaults = settingsSchema.parse({})

async function open(content?: string | Buffer) {
  const dir = await mkdtemp(join(tmpdir(), 'whittle-settings-'))
  onTestFinished(() => rm(dir, { recursive: true, force: true }))
  const file = join(dir, 'settings.json')
  if (content !== undefined) await writeFile(file, content)
  const logged: string[] = []
  const log = (_: string, message: string) => logged.push(message)
  const settings = await openSettings({ file, log })
  return { dir, file, settings, logged, reopen: () => openSettings({ file, log }) }
}

describe('openSettings', () => {
  it.each([
    ['missing', undefined],
    ['empty', ''],
    ['an empty object', '{}'],
    ['an empty object with a byte order mark', '\uFEFF{}\r\n'],
  ])('uses the defaults when the file is %s', async (_, content) => {
    const { settings, logged } = await open(content)
    expect(settings.get()).toEqual(defaults)
    expect(logged).toEqual([])
  })

  it('reads what is set and fills in the rest', async () => {
    const { settings } = await open('{"concurrency":3,"thresholds":{"cpuPercent":50}}')
    expect(settings.get()).toEqual({
      ...defaults,
      concurrency: 3,
      thresholds: { ...defaults.thresholds, cpuPercent: 50 },
    })
  })

  it.each([
    ['not JSON', '{"concurrency": 3,', /not JSON/],
    ['binary', Buffer.from([0xff, 0, 1]), /not JSON/],
    ['a wrong value', '{"thresholds":{"cpuPercent":400}}', /thresholds\.cpuPercent: /],
    [
      'two wrong fields',
      '{"concurrency":-1,"limits":{"inputBytes":"x"}}',
      /concurrency: .*; limits\.inputBytes: /,
    ],
    ['from a later version', '{"version":2}', /version: /],
    ['not an object', '[1,2]', /the file: /],
  ])('keeps an invalid file aside and names the problem: %s', async (_, content, problem) => {
    const { dir, settings, logged } = await open(content)
    expect(settings.get()).toEqual(defaults)
    expect(logged).toEqual([expect.stringMatching(problem)])
    const [aside = '', ...others] = await readdir(dir)
    expect(others).toEqual([])
    expect(aside).toMatch(/^settings\.invalid-\d{8}T\d+Z\.json$/)
    expect(await readFile(join(dir, aside))).toEqual(Buffer.from(content))
  })
})

describe('update', () => {
  it('changes what the patch names and keeps it', async () => {
    const { settings, reopen } = await open('{"limits":{"itemSeconds":5}}')
    const updated = await settings.update({ thresholds: { memoryPercent: 70 } })
    expect(updated.thresholds).toEqual({ ...defaults.thresholds, memoryPercent: 70 })
    expect(updated.limits.itemSeconds).toBe(5)
    expect(settings.get()).toEqual(updated)
    expect((await reopen()).get()).toEqual(updated)
  })

  it('leaves nothing beside the file, and a file that people can read', async () => {
    const { dir, file, settings } = await open()
    await settings.update({ concurrency: 2 })
    expect(await readdir(dir)).toEqual(['settings.json'])
    expect(await readFile(file, 'utf8')).toContain('\n  "concurrency": 2,\n')
  })

  it('applies updates one after the other', async () => {
    const { settings, reopen } = await open()
    await Promise.all([
      settings.update({ concurrency: 5 }),
      settings.update({ thresholds: { cpuPercent: 60 } }),
      settings.update({ thresholds: { memoryPercent: 61 } }),
    ])
    expect((await reopen()).get()).toMatchObject({
      concurrency: 5,
      thresholds: { ...defaults.thresholds, cpuPercent: 60, memoryPercent: 61 },
    })
  })

  it('refuses a wrong value by name and changes nothing', async () => {
    const { dir, settings } = await open()
    await expect(settings.update({ concurrency: 1_000 })).rejects.toMatchObject({
      code: 'SETTINGS_INVALID',
      detail: expect.stringMatching(/^concurrency: /),
    })
    expect(settings.get()).toEqual(defaults)
    expect(await readdir(dir)).toEqual([])
  })

  it('keeps the old settings when the new ones cannot be saved, and goes on', async () => {
    const { dir, settings } = await open()
    await rm(dir, { recursive: true })
    await writeFile(dir, 'a file where the folder was')
    await expect(settings.update({ concurrency: 2 })).rejects.toMatchObject({ code: 'HOME_UNWRITABLE' })
    expect(settings.get()).toEqual(defaults)
    await rm(dir)
    expect((await settings.update({ concurrency: 2 })).concurrency).toBe(2)
  })
})
