import type { Anomaly } from '../../src/shared/model/anomaly.ts'
import type { Impact } from '../../src/shared/model/impact.ts'
import type { Recommendation } from '../../src/shared/model/recommendation.ts'
import type { Cause, Trend } from '../../src/shared/model/trend.ts'
import type { Example } from './example.ts'

/** A valid value of each part of the insights, with every field that it may have. */

const cause: Cause = {
  kind: 'outside-load',
  at: 1,
  before: '5 %',
  after: '80 %',
  confidence: 0.9,
  message: 'Other programs used 80 % of the CPU.',
}
const point = { at: 1, value: 2.5, count: 3 }

const trendValue: Trend = {
  id: 'operation/optimize/avif/1-4MP',
  subject: { type: 'operation', operation: 'optimize', kind: 'avif', sizeClass: '1-4MP' },
  unit: 'ms',
  from: 1,
  to: 2,
  verdict: 'rising',
  meaning: 'worse',
  slopePerDay: 1.5,
  slopeLow: 1,
  slopeHigh: 2,
  changePercent: 20,
  pValue: 0.01,
  line: { start: 100, end: 120 },
  changePoints: [{ at: 1, before: 100, after: 130, changePercent: 30, pValue: 0.001, causes: [cause] }],
  points: [point],
  days: 30,
  values: 400,
  message: 'AVIF takes longer.',
}
export const trend: Example = { value: trendValue }

const anomalyValue: Anomaly = {
  id: 'a1',
  from: 1,
  to: 2,
  ongoing: true,
  expected: false,
  severity: 'warning',
  deviations: [
    {
      subject: { type: 'resource', metric: 'memory', tag: '' },
      unit: 'percent',
      usual: 40,
      spread: 2,
      usualHours: 200,
      observed: 80,
      factor: 2,
      spreads: 20,
      points: [point],
    },
  ],
  causes: [cause],
  message: 'Memory was at 80 %.',
}
export const anomaly: Example = { value: anomalyValue }

const recommendationValue: Recommendation = {
  id: 'cache-too-small',
  rule: 'cache-too-small',
  group: 'performance',
  state: 'applied',
  object: '',
  title: 'Give the cache 8 GB.',
  reason: 'Results are removed before they are wanted again.',
  facts: { evicted: 12 },
  evidence: [
    {
      ...{ label: 'Evicted: a', what: 'the-same', name: 'a', value: 12, unit: 'number' },
      source: { type: 'cache' },
    },
  ],
  gain: { what: 'hits', unit: 'percent', per: 'batch', amount: { low: 1, expected: 2, high: 3 } },
  risk: { level: 'low', message: 'It takes 3 GB more.' },
  action: { type: 'settings', patch: { cache: { maxBytes: 8e9 } } },
  appliedAt: 5,
  effect: {
    measured: { low: 1, expected: 2, high: 3 },
    verdict: 'kept',
    before: 10,
    since: 10,
    needed: 10,
    of: 'runs',
    message: 'It did what was promised.',
  },
}
export const recommendation: Example = {
  value: recommendationValue,
  optional: [
    ...['evidence.0.what', 'evidence.0.name'],
    'facts.evicted',
    'action.patch.cache',
    'action.patch.cache.maxBytes',
    'appliedAt',
    'effect',
  ],
  anything: ['facts.evicted'],
}

const pair = { before: 1, after: 2 }
const scores = {
  ...{ judged: 3, unjudged: 1, min: 70, p5: 71, median: 80, p95: 89, max: 90, mean: 80.5 },
  histogram: Array.from({ length: 20 }, () => 1),
}
const impactValue: Impact = {
  kind: 'runs',
  before: { label: 'Fixed q80', recipeId: 'fixed-q80', source: { type: 'run', runId: 'r1' }, at: 1 },
  after: { label: 'Responsive web', recipeId: 'responsive-web', source: { type: 'run', runId: 'r2' }, at: 2 },
  images: { compared: 4, onlyBefore: 1, onlyAfter: 2 },
  bytes: {
    served: { before: 100, after: 50, savedPercent: 50 },
    stored: { before: 300, after: 200 },
    byFormat: [{ format: 'avif', outputs: 3, bytes: 50 }],
  },
  time: pair,
  cpu: pair,
  scores: { before: scores, after: scores },
  money: { currency: 'EUR', storage: pair, transfer: pair, making: pair, savedPerMonth: 3.5 },
  energy: {
    ...{ making: pair, delivery: pair, wattsPerCore: 8, deliveryPerGb: 0.114, viewsPerMonth: 100 },
    assumption: '8 W a core.',
  },
  experience: [{ connection: 'slow-4g', image: { before: 2, after: 1 }, lcp: { before: 3, after: 2 } }],
  payback: { cpuHours: 0.5, bytesSavedPerMonth: 1e9, days: 12, at: 3, message: 'It pays back in 12 days.' },
  largest: [{ name: 'a.jpg', runId: 'r2', itemId: '1', bytes: { before: 100, after: 50 }, score: pair }],
  caveats: [{ code: 'from-cache', count: 1, of: 2, message: 'Results from the cache took no time.' }],
}
export const impact: Example = {
  value: impactValue,
  optional: [
    ...['before', 'after'].flatMap((side) => [`${side}.recipeId`, `${side}.source`]),
    ...['largest.0.runId', 'largest.0.itemId'],
  ],
}
