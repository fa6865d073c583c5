import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import ts from 'typescript'
import { afterEach, describe, expect, it } from 'vitest'
import { formatBytes, formatNoun, formatSavingPhrase } from '../../src/renderer/format.ts'
import { currentLocale, languageOf, setLanguage, t } from '../../src/renderer/i18n.ts'
import { errors } from '../../src/renderer/locales/de/errors.ts'
import { de } from '../../src/renderer/locales/de/index.ts'
import { en } from '../../src/renderer/locales/en/index.ts'
import { alertWords, decisionWords, problemWords } from '../../src/renderer/words.ts'
import { errorTable } from '../../src/shared/errors.ts'
import { alertSchema } from '../../src/shared/model/alert.ts'
import { controlCodes } from '../../src/shared/model/monitor.ts'

const renderer = join(import.meta.dirname, '../../src/renderer')

afterEach(() => setLanguage('en'))

describe('The tables of texts', () => {
  it('have the same keys and the same values to fill in, and no text is empty', () => {
    const english = flat(en)
    const german = flat(de)
    expect([...german.keys()].sort()).toEqual([...english.keys()].sort())
    for (const [key, text] of english) {
      expect(text.trim(), key).not.toBe('')
      expect(german.get(key)?.trim(), key).not.toBe('')
      expect(placesIn(german.get(key) ?? ''), key).toEqual(placesIn(text))
    }
  })

  it('translate every error', () => {
    expect(Object.keys(errors).sort()).toEqual(Object.keys(errorTable).sort())
  })

  it('have words in every language for whatever the controller and the alerts say', () => {
    for (const language of ['en', 'de'] as const) {
      setLanguage(language)
      const values = {
        percent: 20,
        threshold: 85,
        count: 3,
        tried: 4,
        max: 8,
        neededBytes: 2e9,
        budgetBytes: 1e9,
      }
      for (const code of controlCodes) {
        const said = decisionWords({ words: { code, values } })
        expect(said, code).not.toMatch(/control\.|\{\{|undefined/)
        expect(said, code).toMatch(/^\p{Lu}.* .*\.$|^[\d]/u)
      }
      for (const rule of alertSchema.shape.rule.options) {
        const evidence = [{ at: 1_000, value: 95 }]
        const place = { id: '1', subject: 'preview image', raisedAt: 1_000, threshold: 80, worst: 95 }
        const said = alertWords({ ...place, rule, message: 'english', evidence })
        expect(said, rule).not.toMatch(/alert\.|\{\{|undefined|english/)
      }
    }
    expect(decisionWords({ words: { code: 'balance', values: { count: 1 } } })).toMatch(/^Noch 1 Bild:/)
  })

  it('hold every text that is on screen', async () => {
    const found: string[] = []
    for (const name of await readdir(renderer, { recursive: true })) {
      if (!/\.tsx$/.test(name)) continue
      const source = await readFile(join(renderer, name), 'utf8')
      found.push(...hardCoded(name, source))
    }
    expect(found).toEqual([])
  })
})

describe('The language', () => {
  it('is the system’s where Whittle speaks it, else English', () => {
    expect(languageOf('system', 'de-AT')).toBe('de')
    expect(languageOf('system', 'fr-FR')).toBe('en')
    expect(languageOf('de', 'en-US')).toBe('de')
  })

  it('changes words, plurals, numbers and errors together', () => {
    setLanguage('de')
    expect(currentLocale()).toMatch(/^de/)
    expect(t('nav.results')).toBe('Ergebnisse')
    expect(formatNoun(1, 'image')).toBe('1 Bild')
    expect(formatNoun(1204, 'image')).toBe('1.204 Bilder')
    expect(formatBytes(4_920_000)).toBe('4,92\u00a0MB')
    expect(formatSavingPhrase(0.5)).toBe('50\u00a0%\u00a0weniger')
    expect(problemWords({ code: 'INPUT_EMPTY', message: errorTable.INPUT_EMPTY.message })).toMatchObject({
      message: 'Die Datei ist leer.',
      detail: undefined,
    })
  })

  it('keeps what the engine said more exactly', () => {
    const error = { code: 'NOT_FOUND', message: 'There is no recipe "x".', detail: 'Known: a' } as const
    expect(problemWords(error).message).toBe('There is no recipe "x".')
    setLanguage('de')
    expect(problemWords(error).detail).toBe('There is no recipe "x". Known: a')
  })
})

type Table = { readonly [key: string]: string | Table }

function flat(table: Table, prefix = ''): Map<string, string> {
  const entries = Object.entries(table).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[prefix + key, value]] : [...flat(value, `${prefix}${key}.`)],
  )
  return new Map(entries)
}

function placesIn(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name).sort()
}

/** Attributes that a person sees or hears. */
const spoken = new Set([
  'aria-label',
  'aria-valuetext',
  'title',
  'label',
  'placeholder',
  'description',
  'alt',
])

/** Words between tags and in the attributes above that do not come from the tables; the product's name is no word. */
function hardCoded(name: string, source: string): string[] {
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node) && /\p{L}{2}/u.test(node.text.replace('Whittle', '')))
      found.push(`${name}: ${node.text.trim()}`)
    if (ts.isJsxAttribute(node) && spoken.has(node.name.getText()) && node.initializer !== undefined) {
      const text = node.initializer.getText()
      if (/^["'{`][^(]*["'`]?$/.test(text) && /^["'`]|^\{[`'"]/.test(text) && text !== '"Whittle"') {
        if (/\p{L}{2}/u.test(text.replaceAll(/\$\{[^}]*\}/g, ''))) found.push(`${name}: ${text}`)
      }
    }
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX))
  return found
}
