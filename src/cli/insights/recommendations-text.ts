import type { Recommendation } from '../../shared/model/recommendation.ts'
import { bytesText, durationText } from '../text.ts'

/** Recommendations for people: what to do, why, what it is worth and risks, and what came of it. */
export function recommendationsText(recommendations: readonly Recommendation[]): string {
  if (recommendations.length === 0) return 'Nothing to recommend.'
  return recommendations.map(recommendationText).join('\n\n')
}

function recommendationText(one: Recommendation): string {
  const { id, state, title, reason, gain, risk, action, effect } = one
  if (state === 'dismissed') return `[dismissed] ${title}  ${id}`
  const { low, expected, high } = gain.amount
  const [from, about, to] = [low, expected, high].map((value) => amountText(value, gain.unit))
  const per = gain.per === 'once' ? '' : ` per ${gain.per}`
  const byHand = action.type === 'none' ? ['  Only you can do this.'] : []
  return [
    `[${state}] ${title}  ${id}`,
    `  ${reason}`,
    `  Worth: about ${about}${per} of ${words[gain.what]} (${from} to ${to}). Risk: ${risk.level}. ${risk.message}`,
    ...(effect === undefined ? [] : [`  ${effect.message}`]),
    ...(state === 'open' ? byHand : []),
  ].join('\n')
}

const words: Readonly<Record<Recommendation['gain']['what'], string>> = {
  time: 'time',
  cpu: 'CPU time',
  bytes: 'transfer',
  disk: 'disk space',
  memory: 'memory',
  money: 'money',
  hits: 'cache hits',
  interference: 'load beside other programs',
}

function amountText(value: number, unit: Recommendation['gain']['unit']): string {
  if (unit === 'ms') return durationText(value)
  if (unit === 'bytes') return bytesText(value)
  const number = Number(value.toPrecision(3))
  if (unit === 'percent') return `${number} %`
  return unit === 'hours' ? `${number} h` : String(number)
}
