import { columns } from './columns.ts'
import { type Html, html } from './html.ts'
import { count } from './words.ts'

/** Points of SSIMULACRA 2 to a column: those of a comparison, and where scores lie close together. */
const coarse = 5
const fine = 1
/** So few columns are still a distribution. */
const fewest = 5

/** How good the outputs are: how many have which score. Nothing where none was judged. */
export function scoreSection(scores: readonly (number | null)[]): Html | undefined {
  const judged = scores.filter((score) => score !== null)
  if (judged.length === 0) return undefined
  const spread = Math.max(...judged) - Math.min(...judged)
  const width = spread <= 2 * coarse ? fine : coarse
  const counts = histogramOf(judged, width)
  const left = scores.length - judged.length
  return html`<section aria-labelledby="quality">
<h2 id="quality">Quality <small>${count(judged.length, 'file')} judged${left > 0 && `, ${left} not`}</small></h2>
${scoreColumns({ histograms: [counts], width, kinds: ['served'], names: ['files'] })}
<p class="more">${scoreWords}</p>
</section>
`
}

/** What the scale means; from the authors of SSIMULACRA 2 (github.com/cloudinary/ssimulacra2). */
export const scoreWords =
  'SSIMULACRA 2 against the original at the same size: 90 is visually lossless, 70 high quality, 50 medium, 30 low.'

export type ScoreColumns = {
  /** Of each side: counts per `width` points from 0 to 100. */
  readonly histograms: readonly (readonly number[])[]
  readonly width?: number
  /** Colours of the sides, and what they are called. */
  readonly kinds: readonly string[]
  readonly names: readonly string[]
}

/** Columns of the scores of one or more sides. */
export function scoreColumns({ histograms, width = coarse, kinds, names }: ScoreColumns): Html {
  const classes = histograms[0]?.length ?? 0
  const used = Array.from({ length: classes }, (_, at) => at).filter((at) =>
    histograms.some((counts) => (counts[at] ?? 0) > 0),
  )
  const lacking = Math.max(0, fewest - (Math.max(...used) - Math.min(...used) + 1))
  const last = Math.min(classes - 1, Math.max(...used) + Math.floor(lacking / 2))
  const first = Math.max(0, Math.min(Math.min(...used), last - fewest + 1))
  const shown = Array.from({ length: last - first + 1 }, (_, at) => first + at)
  const range = (at: number): string => `${at * width}–${(at + 1) * width}`
  const words = (at: number): string =>
    histograms.map((counts, side) => `${counts[at] ?? 0} ${names[side] ?? ''}`).join(', ')
  const highest = Math.max(...histograms.flat())
  return columns({
    label: `Scores: ${shown.map((at) => `${range(at)}: ${words(at)}`).join('; ')}`,
    columns: shown.map((at) => ({
      label: `${range(at)}: ${words(at)}`,
      values: histograms.map((counts) => counts[at] ?? 0),
    })),
    kinds,
    top: count(highest, 'file'),
    axis: shown.length > 8 ? [range(first), range(last)] : shown.map(range),
  })
}

/** Counts per `width` points from 0 to 100; what lies below 0 counts for the first. */
function histogramOf(scores: readonly number[], width: number): number[] {
  const counts = Array.from({ length: 100 / width }, () => 0)
  for (const score of scores) {
    const at = Math.min(counts.length - 1, Math.max(0, Math.floor(score / width)))
    counts[at] = (counts[at] ?? 0) + 1
  }
  return counts
}
