import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { ReportData } from '../../../src/engine/reports/report-data.ts'
import { type ReportOptions, writeReports } from '../../../src/engine/reports/write-reports.ts'
import type { Run } from '../../../src/shared/model/history.ts'
import { reportSchema } from '../../../src/shared/model/report.ts'
import { recordsOf, sampleItem, sampleRun } from './sample-run.ts'

async function tempFolder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'whittle-reports-'))
  onTestFinished(() => rm(dir, { recursive: true, force: true }))
  return dir
}

const runData = (changes: Partial<Run>): ReportData => ({
  kind: 'run',
  run: sampleRun(changes),
  items: recordsOf([sampleItem()]),
})
const finishedAt = new Date(2026, 10, 23, 7, 5).getTime()
const options = (dir: string, changes: Partial<ReportOptions> = {}): ReportOptions => ({
  data: runData({ finishedAt }),
  formats: ['html', 'json'],
  dir,
  version: '0.1.0',
  now: () => Date.UTC(2026, 10, 23, 12),
  ...changes,
})
const stem = 'whittle-report-20261123-0705-holiday-photos'

describe('writeReports', () => {
  it('writes each format, complete, and nothing else', async () => {
    const dir = join(await tempFolder(), 'new', 'folder')
    const { paths } = await writeReports(options(dir))
    expect(paths).toEqual([join(dir, `${stem}.html`), join(dir, `${stem}.json`)])
    expect((await readdir(dir)).sort()).toEqual([`${stem}.html`, `${stem}.json`])
    expect(await readFile(join(dir, `${stem}.html`), 'utf8')).toMatch(/^<!doctype html>[\s\S]*<\/html>\n$/)
  })

  it('writes JSON as its schema says', async () => {
    const { paths } = await writeReports(options(await tempFolder(), { formats: ['json'], title: 'Spring' }))
    const document = reportSchema.parse(JSON.parse(await readFile(paths[0] ?? '', 'utf8')))
    expect(document).toMatchObject({
      kind: 'run',
      generator: 'whittle 0.1.0',
      generatedAt: '2026-11-23T12:00:00.000Z',
      title: 'Spring',
      run: { label: 'holiday photos', state: 'done', finishedAt: new Date(finishedAt).toISOString() },
      result: { recipe: 'responsive-web', totalProcessed: 1, success: [{ input: 'a.jpg' }] },
    })
  })

  it('overwrites nothing and gives both formats the same number', async () => {
    const dir = await tempFolder()
    await writeFile(join(dir, `${stem}.json`), 'mine')
    await writeFile(join(dir, `${stem}-2.html`), 'mine too')
    const { paths } = await writeReports(options(dir))
    expect(paths.map((path) => basename(path))).toEqual([`${stem}-3.html`, `${stem}-3.json`])
    expect(await readFile(join(dir, `${stem}.json`), 'utf8')).toBe('mine')
    expect(await readFile(join(dir, `${stem}-2.html`), 'utf8')).toBe('mine too')
    expect(await readdir(dir)).toHaveLength(4)
  })

  it('finds a name of its own for each of many at once', async () => {
    const dir = await tempFolder()
    const names = Array.from({ length: 8 }, (_, i) => `r${i}`)
    const all = await Promise.all(
      names.map((id) => writeReports(options(dir, { data: runData({ id, finishedAt }) }))),
    )
    expect(new Set(all.flatMap(({ paths }) => paths)).size).toBe(16)
    const ids = await Promise.all(
      all.map(async ({ paths: [, json = ''] }) => JSON.parse(await readFile(json, 'utf8')).run.id),
    )
    expect(ids).toEqual(names)
  })

  it.each([
    ['Ferien / Süd–Frankreich: "2026"', 'ferien-süd-frankreich-2026'],
    ['../../etc/passwd', 'etc-passwd'],
    ['写真 フォルダ', '写真-フォルダ'],
    ['\u202Egpj.exe', 'gpj-exe'],
    ['???', 'run'],
    ['CON', 'con'],
    ['a'.repeat(300), 'a'.repeat(40)],
  ])('makes a safe name of %j', async (label, slug) => {
    const dir = await tempFolder()
    const data = runData({ label, finishedAt })
    const { paths } = await writeReports(options(dir, { data, formats: ['json'] }))
    expect(paths[0]).toBe(join(dir, `whittle-report-20261123-0705-${slug}.json`))
  })

  it('says that the folder cannot be written to', async () => {
    const dir = join(await tempFolder(), 'file')
    await writeFile(dir, '')
    await expect(writeReports(options(dir))).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE' })
  })

  it('writes the rest where there is nothing to print with, and says why there is no PDF', async () => {
    const dir = await tempFolder()
    const { paths, problem } = await writeReports(options(dir, { formats: ['pdf', 'csv'] }))
    expect(paths).toEqual([join(dir, `${stem}.csv`)])
    expect(problem).toMatchObject({ code: 'PDF_UNAVAILABLE', hint: expect.stringContaining('npm run setup') })
    await expect(writeReports(options(dir, { formats: ['pdf'] }))).rejects.toMatchObject({
      code: 'PDF_UNAVAILABLE',
    })
    expect(await readdir(dir)).toHaveLength(1)
  })

  it('tells what was printed from what was not', async () => {
    const dir = await tempFolder()
    const printer = (script: string) => ({ command: process.execPath, args: ['-e', script, '--'] })
    const order = `const to = process.argv.find((one) => one.startsWith('--print-to=')).slice(11);`
    const write = `require('fs').writeFileSync(to, 'no PDF')`
    const pdf = (script: string) => writeReports(options(dir, { formats: ['pdf'], printer: printer(script) }))
    await expect(pdf(`${order}${write}`)).rejects.toMatchObject({ code: 'PDF_FAILED' })
    await expect(pdf('process.exit(3)')).rejects.toMatchObject({ code: 'PDF_FAILED' })
    await expect(
      writeReports(options(dir, { formats: ['pdf'], printer: { command: join(dir, 'none'), args: [] } })),
    ).rejects.toMatchObject({ code: expect.stringMatching(/^PDF_/) })
    expect(await readdir(dir)).toEqual([])
  })

  it('puts a logo into the page, and nothing that is no picture', async () => {
    const dir = await tempFolder()
    const logo = join(dir, 'logo.png')
    const pixel =
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
    await writeFile(logo, Buffer.from(pixel, 'base64'))
    const { paths } = await writeReports(options(dir, { formats: ['html'], logo }))
    const text = await readFile(paths[0] ?? '', 'utf8')
    expect(text).toContain(`src="data:image/png;base64,${pixel}"`)
    expect(text).toContain("style-src 'unsafe-inline'; img-src data:")
    for (const content of ['<script>alert(1)</script>', 'x'.repeat(1_000_001)]) {
      await writeFile(logo, content)
      await expect(writeReports(options(dir, { logo }))).rejects.toMatchObject({ code: 'LOGO_UNUSABLE' })
    }
  })
})
