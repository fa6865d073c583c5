import { foreign, type Html, html } from './html.ts'
import { withoutPaths } from './private-names.ts'
import type { PeriodData, ReportHead } from './report-data.ts'
import { bytes, count, dateOf, duration, exact, momentOf } from './words.ts'

/** What the history says: what moved, what was out of the ordinary, what to do. Only what there is to say. */
export function findingSections(
  { runs, trends, anomalies, recommendations }: PeriodData,
  { paths }: Pick<ReportHead, 'paths'>,
): (Html | undefined)[] {
  const folders = runs.map(({ outDir }) => outDir)
  const clean = (text: string): Html => foreign(paths ? text : withoutPaths(text, folders))
  const moved = trends.filter(({ verdict }) => verdict === 'rising' || verdict === 'falling')
  const unusual = anomalies.filter(({ expected }) => !expected)
  const advice = recommendations.filter(({ state }) => state !== 'dismissed')
  return [
    list(
      'trends',
      'What changed',
      moved.map(({ message, meaning, days, values }) => ({
        tone: tones[meaning],
        title: clean(message),
        more: [html`from ${count(values, 'value')} on ${count(days, 'day')}`],
      })),
    ),
    list(
      'anomalies',
      'Out of the ordinary',
      unusual.map(({ message, from, to, causes, severity }) => ({
        tone: severity === 'warning' ? 'bad' : 'plain',
        title: clean(message),
        more: [
          html`${momentOf(from)} – ${momentOf(to)}`,
          ...causes.map((cause) => html`Likely why: ${clean(cause.message)}`),
        ],
      })),
    ),
    list(
      'advice',
      'What to do',
      advice.map(({ title, reason, facts, gain, risk, state, appliedAt, effect }) => ({
        tone: state === 'applied' ? 'good' : 'plain',
        title: clean(title),
        more: [
          clean(reason),
          html`Worth: ${gainText(gain, String(facts.currency ?? 'EUR'))}.`,
          html`Risk: ${clean(risk.message)}`,
          ...(appliedAt === undefined ? [] : [html`Applied on ${dateOf(appliedAt)}.`]),
          ...(effect === undefined ? [] : [clean(effect.message)]),
        ],
      })),
    ),
  ]
}

type Gain = PeriodData['recommendations'][number]['gain']

const gainWords: Readonly<Record<Gain['what'], string>> = {
  time: 'less time',
  cpu: 'less processor time',
  bytes: 'less to load',
  disk: 'less on disk',
  memory: 'less memory',
  money: 'less to pay',
  hits: 'more hits of the cache',
  interference: 'less beside other programs',
}

/** "about 900 ms less time per image (800 ms to 1 s)". */
function gainText({ what, unit, per, amount }: Gain, currency: string): string {
  const { low, expected, high } = amount
  const [least, about, most] = [low, expected, high].map((value) => amountText(value, unit, currency))
  const often = per === 'once' ? '' : per === 'month' ? ' a month' : ` per ${per}`
  return `about ${about} ${gainWords[what]}${often} (${least} to ${most})`
}

function amountText(value: number, unit: Gain['unit'], currency: string): string {
  switch (unit) {
    case 'ms':
      return duration(value)
    case 'bytes':
      return bytes(value)
    case 'money':
      return new Intl.NumberFormat('en', { style: 'currency', currency }).format(value)
    case 'hours':
      return `${exact(value)}\u00a0h`
    default:
      return `${exact(value)}\u00a0%`
  }
}

const tones = { better: 'good', worse: 'bad', neutral: 'plain' } as const

type Entry = {
  readonly tone: 'good' | 'bad' | 'plain'
  readonly title: Html
  readonly more: readonly Html[]
}

function list(id: string, title: string, entries: readonly Entry[]): Html | undefined {
  if (entries.length === 0) return undefined
  return html`<section aria-labelledby="${id}">
<h2 id="${id}">${title}</h2>
<ul class="problems findings">
${entries.map(
  (entry) => html`<li class="tone-${entry.tone}">
<p class="who">${entry.title}</p>
${entry.more.map((line) => html`<p class="hint">${line}</p>\n`)}</li>
`,
)}</ul>
</section>
`
}
