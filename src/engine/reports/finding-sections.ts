import { foreign, type Html, html } from './html.ts'
import { withoutPaths } from './private-names.ts'
import type { PeriodData, ReportHead } from './report-data.ts'
import { count, dateOf, momentOf } from './words.ts'

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
      advice.map(({ title, reason, risk, state, appliedAt, effect }) => ({
        tone: state === 'applied' ? 'good' : 'plain',
        title: clean(title),
        more: [
          clean(reason),
          html`Risk: ${clean(risk.message)}`,
          ...(appliedAt === undefined ? [] : [html`Applied on ${dateOf(appliedAt)}.`]),
          ...(effect === undefined ? [] : [clean(effect.message)]),
        ],
      })),
    ),
  ]
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
