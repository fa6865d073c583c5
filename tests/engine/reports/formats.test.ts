import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import {
  type Column,
  comparisonColumns,
  runColumns,
  variantColumns,
} from '../../../src/engine/reports/csv-columns.ts'
import { renderCsv } from '../../../src/engine/reports/csv-report.ts'
import { toReport } from '../../../src/engine/reports/document.ts'
import { renderHtml } from '../../../src/engine/reports/html-report.ts'
import { renderJson } from '../../../src/engine/reports/json-report.ts'
import type { ReportData, ReportHead } from '../../../src/engine/reports/report-data.ts'
import { reportSchema } from '../../../src/shared/model/report.ts'
import { comparisonData, periodData, runData, secret } from './sample-data.ts'

const docs = join(import.meta.dirname, '../../../docs')
const head: ReportHead = { title: '', notes: '', paths: false, version: '0.1.0', at: Date.UTC(2026, 10, 23) }
const kinds: readonly (readonly [string, ReportData, readonly Column<never>[]])[] = [
  ['run', runData, variantColumns],
  ['comparison', comparisonData, comparisonColumns],
  ['period', periodData, runColumns],
]

const published = (): string => {
  const schema = {
    title: 'Whittle report',
    ...z.toJSONSchema(reportSchema, { target: 'draft-2020-12', reused: 'ref' }),
  }
  return `${JSON.stringify(schema, null, 2)}\n`
}

describe('the published schema', () => {
  it('is what the program writes by; `npx vitest -u` brings it up to date', async () => {
    await expect(published()).toMatchFileSnapshot(join(docs, 'report.schema.json'))
  })

  it('has the version in its name that reports carry', () => {
    expect(toReport(runData, head)).toMatchObject({ format: 'whittle-report', version: 1 })
  })
})

describe.each(kinds)('of a %s', (_, data, columns) => {
  const report = toReport(data, head)

  it('JSON is as the published schema says', async () => {
    const ajv = addFormats.default(new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true }))
    const validate = ajv.compile(JSON.parse(await readFile(join(docs, 'report.schema.json'), 'utf8')))
    const document: Record<string, unknown> = JSON.parse(renderJson(report))
    expect(validate(document), JSON.stringify(validate.errors)).toBe(true)
    expect(validate({ ...document, title: 3 })).toBe(false)
    expect(validate({ ...document, extra: true })).toBe(false)
  })

  it('CSV has the documented columns, each of its type', async () => {
    const text = renderCsv(report)
    expect(text.startsWith('\uFEFF')).toBe(true)
    const rows: Record<string, string>[] = parse(text, { columns: true, bom: true })
    const manual = await readFile(join(docs, 'reports.md'), 'utf8')
    expect(rows.length).toBeGreaterThan(0)
    for (const { name, type, text: meaning } of columns) {
      expect(manual).toContain(`| \`${name}\` | ${type} | ${meaning} |`)
      for (const row of rows) expect(row[name]).toMatch(patterns[type])
    }
    expect(Object.keys(rows[0] ?? {})).toEqual(columns.map(({ name }) => name))
  })

  it('no format names a folder of the machine', () => {
    for (const text of [renderJson(report), renderCsv(report), renderHtml(data, head)]) {
      for (const path of [secret, 'secret clients', '/home/jo', '/mnt/nas']) expect(text).not.toContain(path)
    }
  })

  it('folders are there when they were asked for', () => {
    const asked = { ...head, paths: true }
    expect(renderJson(toReport(data, asked))).toContain(`${secret}/out`)
    expect(renderHtml(data, asked)).toContain(secret)
  })

  it('HTML runs nothing, loads nothing, and has the words of its author as text', () => {
    const hostile = '<script>alert(1)</script>'
    const text = renderHtml(data, { ...head, title: hostile, notes: `first\n\n${hostile}` })
    expect(text).not.toMatch(/<(script|link|iframe|img|object|embed|form|base)\b/i)
    expect(text).not.toMatch(/<[^>]*\s(on\w+|src|srcset|href|action|style)\s*=/i)
    expect(text).not.toMatch(/url\(|@import|javascript:/i)
    expect(text).toContain('<p><bdi>first</bdi></p>')
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(text).not.toMatch(/NaN|Infinity|undefined|\[object/)
  })
})

const patterns = {
  text: /^/,
  integer: /^-?\d*$/,
  number: /^(-?\d+(\.\d+)?(e-?\d+)?)?$/,
  boolean: /^(true|false|)$/,
  time: /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z|)$/,
} as const

describe('the table of a run', () => {
  it('has a row per file and per image that was not finished, and no formula', () => {
    const rows: Record<string, string>[] = parse(renderCsv(toReport(runData, head)), {
      columns: true,
      bom: true,
    })
    expect(rows).toMatchObject([
      { image: 'sub/a.jpg', file: 'sub/a-640w.avif', bytes: '40000', saved_percent: '96', score: '81.25' },
      // Of a file outside the output folder its name alone.
      { image: 'sub/a.jpg', file: 'a.webp', score: '' },
      { image: "'=cmd|calc!A1.jpg", state: 'failed', code: 'INPUT_CORRUPT', file: '' },
    ])
  })
})

it('says of advice what it is worth, with its range', () => {
  expect(renderHtml(periodData, head)).toMatch(
    /Worth: about 2\s% more hits of the cache per batch \(1\s% to 3\s%\)\./,
  )
})

describe('the figures of a comparison', () => {
  it('have labels of their own where there is no room for a table, and energy in a unit that can be read', () => {
    const text = renderHtml(comparisonData, head)
    expect(text).toContain('<td data-label="Before" class="number">')
    expect(text).toContain('Energy to deliver them a month')
    expect(text).not.toMatch(/0\.0\d+\s*kWh</)
  })
})

describe('the figures of a period', () => {
  it('are those of its runs, day by day, days without one included', () => {
    const report = toReport(periodData, head)
    if (report.kind !== 'period') throw new Error('It is of another kind.')
    expect(report.days.map(({ day, runs }) => [day, runs])).toEqual([
      ['2026-11-16', 1],
      ['2026-11-17', 1],
      ['2026-11-18', 0],
      ['2026-11-19', 0],
      ['2026-11-20', 0],
      ['2026-11-21', 0],
      ['2026-11-22', 0],
    ])
    expect(report.totals).toMatchObject({
      runs: 2,
      images: 2,
      originals: 2_000_000,
      served: 400_000,
      savedPercent: 80,
    })
  })
})
