import { afterEach, describe, expect, it } from 'vitest'
import {
  adviceWords,
  effectWords,
  evidenceWords,
} from '../../../../src/renderer/features/insights/advice-words.ts'
import { setLanguage } from '../../../../src/renderer/i18n.ts'
import type { Recommendation } from '../../../../src/shared/model/recommendation.ts'
import { recommendationSchema } from '../../../../src/shared/model/recommendation.ts'
import { responsiveWeb } from '../../../../src/shared/recipe/index.ts'

afterEach(() => setLanguage('en'))

/** What each rule says of its numbers. */
const facts: Readonly<Record<Recommendation['rule'], Recommendation['facts']>> = {
  'effort-beyond-knee': { recipe: 'Mine', format: 'avif', used: 6, knee: 3, factor: 9.97, larger: 3.09 },
  'redundant-size': { recipe: 'Mine', size: '1920w', share: 93.4, images: 30 },
  concurrency: { concurrency: 2, cores: 8, cpu: 38, hours: 20 },
  'cache-too-small': { evicted: 40, maxBytes: 2e10, ttlDays: 90, hitsNow: 30, hitsAdvised: 50, more: 15e9 },
  'slow-target': { folder: '/out', share: 50, speed: 1e6, outputs: 60 },
  'memory-budget': { budget: 8e9, advisedBytes: 12e9, share: 50, memory: 40 },
  'quiet-hours': { from: 9, to: 24, meetings: 60 },
  retention: { operationDays: 15, sampleDays: 1, free: 3e9, taken: 390e6 },
  'format-without-gain': { recipe: 'Mine', format: 'avif', saving: 1, images: 40, ms: 900, months: 14 },
  'replace-originals': { images: 8, bytes: 12e6 },
  duplicates: { images: 3, copies: 3, bytes: 11.7e6 },
  'bytes-served': { recipe: 'Mine', format: 'webp', saving: 30, images: 30 },
}

const adviceOf = (rule: Recommendation['rule'], change: Partial<Recommendation> = {}): Recommendation => ({
  ...{ id: rule, rule, group: 'cost', state: 'open', object: 'mine', title: 'English', reason: 'English' },
  facts: facts[rule],
  evidence: [],
  gain: { what: 'time', unit: 'ms', per: 'image', amount: { low: 800, expected: 900, high: 1_000 } },
  risk: { level: 'low', message: 'English' },
  action: { type: 'none' },
  ...change,
})

describe.each(['en', 'de'] as const)('in %s', (language) => {
  it('every rule has sentences with all of its numbers', () => {
    setLanguage(language)
    for (const rule of recommendationSchema.shape.rule.options) {
      const { title, reason, risk } = adviceWords(adviceOf(rule), 'EUR')
      for (const said of [title, reason, risk]) {
        expect(said, rule).not.toMatch(/insights\.|\{\{|undefined|NaN|English/)
        expect(said, rule).toMatch(/^[\p{Lu}\d].*\.$/u)
      }
    }
  })

  it('every kind of evidence has a name', () => {
    setLanguage(language)
    const kinds = recommendationSchema.shape.evidence.element.shape.what.unwrap().options
    for (const what of kinds) {
      const said = evidenceWords({
        ...{ label: 'x', what, name: 'a.jpg', value: 1, unit: 'ms' },
        source: { type: 'cache' },
      })
      expect(said, what).not.toMatch(/insights\.|\{\{|^x$/)
    }
  })
})

it('speaks German with German numbers', () => {
  setLanguage('de')
  const { title, reason } = adviceWords(adviceOf('effort-beyond-knee'), 'EUR')
  expect(title).toBe('AVIF-Aufwand 3 in „Mine“ nehmen.')
  expect(reason).toMatch(/^AVIF braucht mit Aufwand 6 10-mal so lange wie mit 3, für 3,1\s% weniger Bytes/)
  expect(adviceWords(adviceOf('quiet-hours'), 'EUR').title).toBe('Von 09:00 bis 00:00 Uhr leise sein.')
})

it('says where a change goes into a copy, and when a format would pay', () => {
  const recipe = { ...responsiveWeb, id: 'mine-advised' }
  const copied = adviceOf('format-without-gain', { action: { type: 'recipe', recipeId: recipe.id, recipe } })
  expect(adviceWords(copied, 'EUR').reason).toMatch(
    /14 months to pay .* “Mine” is built in: the change goes into a copy/,
  )
  const own = adviceOf('format-without-gain', { action: { type: 'recipe', recipeId: 'mine', recipe } })
  expect(adviceWords(own, 'EUR').reason).not.toContain('copy')
})

it('says what came of it, against the promise', () => {
  const said = (effect: Partial<NonNullable<Recommendation['effect']>>) =>
    effectWords(
      adviceOf('format-without-gain', {
        effect: {
          ...{ measured: { low: 700, expected: 850, high: 950 }, verdict: 'kept', before: 30, since: 30 },
          ...{ needed: 20, of: 'images', message: '' },
          ...effect,
        },
      }),
      'EUR',
    )
  expect(said({})).toMatch(/^It brings 850\sms \(700\sms to 950\sms\), as promised: 900\sms\.$/)
  expect(said({ verdict: 'less' })).toMatch(/less than the promised 900\sms\.$/)
  expect(said({ verdict: 'none' })).toMatch(/^It brings nothing of the promised .* Take it back\.$/)
  expect(said({ verdict: 'waiting', measured: null, since: 3 })).toBe(
    'Its effect shows after 20 images; 3 so far.',
  )
  expect(said({ verdict: 'waiting', measured: null, before: 2, needed: 5, of: 'runs' })).toBe(
    'Its effect cannot be measured: of the time before 2 runs of 5 runs are on record.',
  )
})
