import type { Trend } from '../../shared/model/trend.ts'
import { countText } from '../text.ts'

/** Trends for people: what moved, then how many did not. */
export function trendsText(trends: readonly Trend[]): string {
  if (trends.length === 0) return 'Nothing was recorded in that time.'
  const told = trends.filter(({ meaning, changePoints }) => meaning !== 'neutral' || changePoints.length > 0)
  const steady = trends.filter((trend) => trend.verdict === 'steady' && !told.includes(trend))
  const few = trends.filter(({ verdict }) => verdict === 'too-few')
  const lines = told.map((trend) => `${marks[trend.meaning]} ${trend.message}${chance(trend)}`)
  return [
    ...lines,
    ...(steady.length === 0 ? [] : [`${countText(steady.length, 'series', 'series')} steady.`]),
    ...(few.length === 0
      ? []
      : [`${countText(few.length, 'series', 'series')} with too few values to say anything.`]),
  ].join('\n')
}

const marks = { worse: '▲', better: '▼', neutral: '·' } as const

function chance({ pValue }: Trend): string {
  if (pValue === null) return ''
  return pValue < 0.001 ? ' (p < 0.001)' : ` (p = ${pValue.toFixed(3)})`
}
