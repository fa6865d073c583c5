import { describe, expect, it } from 'vitest'
import { html, markup } from '../../../src/engine/reports/html.ts'
import { renderHtml } from '../../../src/engine/reports/html-report.ts'
import type { Run } from '../../../src/shared/model/history.ts'
import type { Item } from '../../../src/shared/model/item.ts'
import { recordsOf, sampleItem, sampleOutput, sampleProbe, sampleRun } from './sample-run.ts'

const generated = { version: '0.1.0', at: Date.UTC(2026, 10, 23, 8) }
const page = (run: Run, items: readonly Item[]) =>
  renderHtml(
    { kind: 'run', run, items: recordsOf(items) },
    { ...generated, title: '', notes: '', paths: false },
  )
/** As a reader sees it: without tags, one space for any. */
const textOf = (text: string) =>
  text
    .replace(/<style>.*?<\/style>/s, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')

const hostile = `"><script>alert(1)</script>&lt;<img src=x onerror='alert(2)'>\u202Egpj.exe\u0007\nnext`
const hostileItems = [
  sampleItem({ name: hostile }),
  sampleItem({
    name: hostile,
    state: 'failed',
    outputs: [],
    error: { code: 'INTERNAL', message: hostile, hint: hostile, detail: hostile },
  }),
  sampleItem({ name: hostile, state: 'skipped', outputs: [] }),
]
const hostileRun = sampleRun({
  label: hostile,
  outDir: hostile,
  id: hostile,
  recipe: { ...sampleRun().recipe, name: hostile },
})

describe('html template', () => {
  it('escapes what is put in, whatever it is, and leaves markup alone', () => {
    const list = [html`<li>${'<1>'}</li>`, '&']
    expect(html`<p title="${`"'`}">${list}${3}${undefined}${false}${markup('<hr>')}</p>`.text).toBe(
      '<p title="&quot;&#39;"><li>&lt;1&gt;</li>&amp;3<hr></p>',
    )
  })

  it('shows control characters as pictures', () => {
    expect(html`${'a\u0000b\n\u0085'}`.text).toBe('a\u2400b\u240a\ufffd')
  })
})

describe('the page', () => {
  it('has no markup but its own, whatever the names hold', () => {
    const text = page(hostileRun, hostileItems)
    const plain = page(sampleRun(), [
      sampleItem(),
      sampleItem({ state: 'failed', outputs: [], error: { code: 'INTERNAL', message: 'm', hint: 'h' } }),
      sampleItem({ state: 'skipped', outputs: [] }),
    ])
    const tags = (source: string) => source.match(/<[^>]*>/g)?.map((tag) => tag.split(/[\s>]/)[0])
    expect(tags(text)).toEqual(tags(plain))
    expect(text).not.toMatch(/<[^>]*\son\w+=/)
    expect(text).toContain('<bdi>&quot;&gt;&lt;script&gt;')
  })

  it('isolates every name, so that it cannot turn the text around it', () => {
    const text = page(hostileRun, hostileItems)
    const body = text.slice(text.indexOf('<body>'))
    const outsideNames = body.replaceAll(/<bdi>[^<]*<\/bdi>/g, '')
    expect(body).toContain('\u202e')
    expect(outsideNames).not.toContain('\u202e')
  })

  it('loads nothing and runs nothing', () => {
    const text = page(hostileRun, hostileItems)
    expect(text).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`)
    expect(text).not.toMatch(/<(script|link|iframe|img|object|embed|form|base)\b/i)
    expect(text).not.toMatch(/<[^>]*\s(src|srcset|href|action|style|data)\s*=/i)
    expect(text).not.toMatch(/url\(/i)
    expect(text).not.toMatch(/https?:|@import/)
  })

  it('names no folder of the machine', () => {
    const text = page(sampleRun(), [sampleItem()])
    expect(text).not.toContain('/home/jo')
  })

  it('compares what the visitor loads with the finished originals, and says so', () => {
    const run = sampleRun({
      bytes: { input: 9_000_000, inputDone: 1_000_000, output: 300_000, served: 187_000 },
    })
    const text = textOf(page(run, [sampleItem()]))
    expect(text).toContain('81 % fewer bytes for a visitor to load')
    expect(text).toContain('Original files 1 MB')
    expect(text).toContain('What a visitor loads instead 187 kB')
    expect(text).toContain(
      'the smallest format at its largest size against the original file, over 1 finished image.',
    )
    expect(text).toContain('It is also smaller in dimensions than the original, which is part of the saving.')
  })

  it('tells apart the images that kept their dimensions', () => {
    const same = sampleItem({ name: 'same', probe: sampleProbe({ width: 640, height: 480, bytes: 100_000 }) })
    const text = textOf(page(sampleRun(), [sampleItem(), sampleItem({ name: 'b' }), same]))
    expect(text).toContain('2 of them are also smaller in dimensions')
    expect(text).toContain('The one that keeps its dimensions: −60 %.')
    expect(textOf(page(sampleRun(), [same, same]))).toContain('All of them keep their dimensions.')
  })

  it('does not call more bytes a saving, and never claims all of them', () => {
    const withServed = (served: number) =>
      textOf(
        page(sampleRun({ bytes: { input: 1_000, inputDone: 1_000, output: 0, served } }), [sampleItem()]),
      )
    expect(withServed(1_070)).toContain('7 % more bytes for a visitor')
    expect(withServed(1)).toContain('99 % fewer')
    expect(withServed(1_000)).toContain('0 % difference')
  })

  it('gives the reason and the hint of a failure', () => {
    const error = { code: 'INPUT_EMPTY', message: 'The file is empty.', hint: 'Get it again.' } as const
    const text = textOf(
      page(sampleRun(), [sampleItem({ name: 'x.jpg', state: 'failed', outputs: [], error })]),
    )
    expect(text).toContain('Failed 1 file x.jpg The file is empty. Get it again. INPUT_EMPTY')
  })

  it('names what was changed beyond size and quality, or that nothing was', () => {
    const changed = sampleItem({ outputs: [sampleOutput({ notes: ['profile-converted'] })] })
    expect(textOf(page(sampleRun(), [changed]))).toContain('Colours converted to sRGB 1 image, 1 variant')
    expect(textOf(page(sampleRun(), [sampleItem()]))).toContain(
      'nothing of the originals was changed or lost',
    )
  })

  it('stands for a run that finished nothing', () => {
    const counts = { total: 3, done: 0, failed: 0, skipped: 0, cancelled: 3, running: 0 }
    const bytes = { input: 5, inputDone: 0, output: 0, served: 0 }
    const text = textOf(page(sampleRun({ state: 'cancelled', counts, bytes }), []))
    expect(text).toContain('This run was cancelled: 0 of 3 images were finished.')
    expect(text).toContain('No image was finished')
    expect(text).not.toMatch(/NaN|Infinity|undefined|\[object/)
  })

  it('stays small enough to open for very many images', () => {
    const items = Array.from({ length: 3_000 }, (_, i) => sampleItem({ name: `${i}.jpg` }))
    const text = page(sampleRun(), items)
    expect(textOf(text)).toContain('and 2,000 more images; the JSON report lists them all.')
    expect(text.match(/<tr>/g)).toHaveLength(1_001)
  })
})
