import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type ReportOptions, writeReports } from '../../../src/engine/reports/index.ts'
import { resultDocumentSchema } from '../../../src/shared/model/result-document.ts'
import { recordsOf, sampleItem, sampleRun } from './sample-run.ts'

async function tempFolder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'whittle-reports-'))
  onTestFinished(() => rm(dir, { recursive: true, force: true }))
  return dir
}

const finishedAt = new Date(2026, 10, 23, 7, 5).getTime()
const options = (dir: string, changes: Partial<ReportOptions> = {}): ReportOptions => ({
  run: sampleRun({ finishedAt }),
  items: recordsOf([sampleItem()]),
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
    const paths = await writeReports(options(dir))
    expect(paths).toEqual([join(dir, `${stem}.html`), join(dir, `${stem}.json`)])
    expect((await readdir(dir)).sort()).toEqual([`${stem}.html`, `${stem}.json`])
    expect(await readFile(join(dir, `${stem}.html`), 'utf8')).toMatch(/^<!doctype html>[\s\S]*<\/html>\n$/)
  })

  it('puts the run around the result document in JSON', async () => {
    const [path = ''] = await writeReports(options(await tempFolder(), { formats: ['json'] }))
    const {
      generator,
      generatedAt,
      label,
      state,
      startedAt,
      finishedAt: end,
      outDir,
      ...document
    } = JSON.parse(await readFile(path, 'utf8'))
    expect({ generator, generatedAt, label, state, outDir }).toEqual({
      generator: 'whittle 0.1.0',
      generatedAt: '2026-11-23T12:00:00.000Z',
      label: 'holiday photos',
      state: 'done',
      outDir: '/home/jo/holiday photos-optimized',
    })
    expect(new Date(end).getTime()).toBe(finishedAt)
    expect(new Date(startedAt).getTime()).toBe(sampleRun().startedAt)
    expect(resultDocumentSchema.strict().parse(document)).toMatchObject({
      recipe: 'responsive-web',
      totalProcessed: 1,
    })
  })

  it('overwrites nothing and gives both formats the same number', async () => {
    const dir = await tempFolder()
    await writeFile(join(dir, `${stem}.json`), 'mine')
    await writeFile(join(dir, `${stem}-2.html`), 'mine too')
    const paths = await writeReports(options(dir))
    expect(paths.map((path) => basename(path))).toEqual([`${stem}-3.html`, `${stem}-3.json`])
    expect(await readFile(join(dir, `${stem}.json`), 'utf8')).toBe('mine')
    expect(await readFile(join(dir, `${stem}-2.html`), 'utf8')).toBe('mine too')
    expect(await readdir(dir)).toHaveLength(4)
  })

  it('finds a name of its own for each of many at once', async () => {
    const dir = await tempFolder()
    const runs = Array.from({ length: 8 }, (_, i) => sampleRun({ id: `r${i}`, finishedAt }))
    const all = await Promise.all(runs.map((run) => writeReports(options(dir, { run }))))
    expect(new Set(all.flat()).size).toBe(16)
    const ids = await Promise.all(
      all.map(async ([, json = '']) => JSON.parse(await readFile(json, 'utf8')).batchId),
    )
    expect(ids).toEqual(runs.map((run) => run.id))
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
    const run = sampleRun({ label, finishedAt })
    const [path = ''] = await writeReports(options(dir, { run, formats: ['json'] }))
    expect(path).toBe(join(dir, `whittle-report-20261123-0705-${slug}.json`))
  })

  it('says that the folder cannot be written to', async () => {
    const dir = join(await tempFolder(), 'file')
    await writeFile(dir, '')
    await expect(writeReports(options(dir))).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE' })
  })
})
