import type { ComparisonReport } from '../../shared/model/report.ts'

export type ComparisonRow = {
  readonly scope: 'total' | 'image'
  readonly image: string
  readonly measure: string
  readonly unit: string
  readonly before: number | null
  readonly after: number | null
}

type Pair = { readonly before: number | null; readonly after: number | null }

/** Every number of a comparison as a row: totals first, then the images that differ most. */
export function comparisonRows({ impact }: Pick<ComparisonReport, 'impact'>): ComparisonRow[] {
  const total = (measure: string, unit: string, { before, after }: Pair): ComparisonRow => ({
    scope: 'total',
    image: '',
    measure,
    unit,
    before,
    after,
  })
  const { bytes, scores, money, energy } = impact
  const score = (of: 'min' | 'median' | 'mean'): Pair => ({
    before: scores.before?.[of] ?? null,
    after: scores.after?.[of] ?? null,
  })
  return [
    total('served_bytes', 'bytes', bytes.served),
    total('stored_bytes', 'bytes', bytes.stored),
    total('time', 'ms', impact.time),
    total('cpu', 'ms', impact.cpu),
    total('score_lowest', 'score', score('min')),
    total('score_median', 'score', score('median')),
    total('score_mean', 'score', score('mean')),
    total('energy_making', 'kWh', energy.making),
    total('energy_delivery_month', 'kWh', energy.delivery),
    ...(money === null
      ? []
      : [
          total('storage_month', money.currency, money.storage),
          total('transfer_month', money.currency, money.transfer),
          total('making', money.currency, money.making),
        ]),
    ...impact.experience.flatMap(({ connection, image, lcp }) => [
      total(`image_load_${connection}`, 'ms', image),
      total(`lcp_${connection}`, 'ms', lcp),
    ]),
    ...impact.largest.flatMap(({ name, bytes: size, score: judged }): ComparisonRow[] => [
      { scope: 'image', image: name, measure: 'served_bytes', unit: 'bytes', ...size },
      { scope: 'image', image: name, measure: 'score', unit: 'score', ...judged },
    ]),
  ]
}
