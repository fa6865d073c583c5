import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { WeeklyReports } from '../../../src/engine/reports/weekly-reports.ts'
import { writeReports } from '../../../src/engine/reports/write-reports.ts'
import { settingsSchema } from '../../../src/shared/settings.ts'
import { periodData } from './sample-data.ts'

/** Wednesday of the week after the one from Monday 16 November. */
const wednesday = new Date(2026, 10, 25, 10).getTime()
const week = { from: new Date(2026, 10, 16).getTime(), to: new Date(2026, 10, 23).getTime() }
const name = 'whittle-period-20261116-20261122.html'

async function setUp(changes: { weekly?: boolean; now?: number; hasRuns?: boolean } = {}) {
  const root = await mkdtemp(join(tmpdir(), 'whittle-weekly-'))
  onTestFinished(() => rm(root, { recursive: true, force: true }))
  const dir = join(root, 'reports')
  await mkdir(dir)
  const clock = { now: changes.now ?? wednesday }
  const written: { from: number; to: number }[] = []
  const problems: unknown[] = []
  const open = () =>
    new WeeklyReports({
      file: join(root, 'weekly-reports.json'),
      settings: () => settingsSchema.parse({ reports: { weekly: changes.weekly ?? true, dir } }).reports,
      hasRuns: async () => changes.hasRuns ?? true,
      write: async (range) => {
        written.push(range)
        await writeReports({ data: { ...periodData, ...range }, formats: ['html'], dir, version: '0' })
      },
      onProblem: (error) => problems.push(error),
      log: () => undefined,
      now: () => clock.now,
    })
  return { root, dir, clock, written, problems, open }
}

describe('weekly reports', () => {
  it('write the week that is over, from Monday to Sunday, once', async () => {
    const { dir, written, open } = await setUp()
    const reports = open()
    await Promise.all([reports.look(), reports.look()])
    await reports.look()
    expect(written).toEqual([week])
    expect(await readdir(dir)).toEqual([name])
  })

  it('remember it over a restart, and go on when the next week is over', async () => {
    const { clock, dir, written, open } = await setUp()
    await open().look()
    await open().look()
    expect(written).toHaveLength(1)
    clock.now = new Date(2026, 10, 29, 23, 59).getTime()
    await open().look()
    expect(written).toHaveLength(1)
    clock.now = new Date(2026, 10, 30, 0, 1).getTime()
    await open().look()
    expect(written).toHaveLength(2)
    expect(await readdir(dir)).toHaveLength(2)
  })

  it('go by what lies in the folder where their memory is lost', async () => {
    const { root, written, open } = await setUp()
    await open().look()
    await writeFile(join(root, 'weekly-reports.json'), '{"ver')
    await open().look()
    expect(written).toHaveLength(1)
  })

  it('are not fooled by a name that was only reserved', async () => {
    const { dir, written, open } = await setUp()
    await writeFile(join(dir, name), '')
    await open().look()
    expect(written).toHaveLength(1)
  })

  it('catch up with the last weeks after the app was not running', async () => {
    const { clock, written, open } = await setUp()
    await open().look()
    clock.now = new Date(2027, 0, 27).getTime()
    await open().look()
    expect(written.slice(1).map(({ to }) => new Date(to).toDateString())).toEqual([
      'Mon Jan 04 2027',
      'Mon Jan 11 2027',
      'Mon Jan 18 2027',
      'Mon Jan 25 2027',
    ])
  })

  it('write nothing when they are off, nor of a week without work', async () => {
    const off = await setUp({ weekly: false })
    await off.open().look()
    expect(off.written).toEqual([])
    const idle = await setUp({ hasRuns: false })
    await idle.open().look()
    expect(await readdir(idle.dir)).toEqual([])
  })

  it('tell once that the folder is gone, make none, and write when it is back', async () => {
    const { dir, written, problems, open } = await setUp()
    await rm(dir, { recursive: true })
    const reports = open()
    await reports.look()
    await reports.look()
    expect(problems).toMatchObject([{ code: 'OUTPUT_UNWRITABLE' }])
    expect(written).toEqual([])
    await mkdir(dir)
    await reports.look()
    expect(await readdir(dir)).toEqual([name])
  })
})
