import type { Impact } from '../../shared/model/impact.ts'
import { tableText } from '../table.ts'
import { bytesText, countText, durationText, savingText } from '../text.ts'

/** A comparison for people. */
export function impactText(impact: Impact): string {
  const { before, after, images, bytes, payback, caveats, energy } = impact
  const left = images.onlyBefore + images.onlyAfter
  const head = [
    `${before.label} → ${after.label}: ${countText(images.compared, 'image')} compared`,
    ...(left === 0 ? [] : [`${left} on one side only`]),
  ].join(', ')
  const { served, stored } = bytes
  const rows = [
    [
      'A visitor loads',
      bytesText(served.before),
      bytesText(served.after),
      savingText(served.before, served.after),
    ],
    [
      'Kept on disk',
      bytesText(stored.before),
      bytesText(stored.after),
      savingText(stored.before, stored.after),
    ],
    row('Time to make', impact.time, durationText),
    row('CPU to make', impact.cpu, durationText),
    row('Score, median', medians(impact), (score) => score.toFixed(1)),
    row('Score, lowest', lowest(impact), (score) => score.toFixed(1)),
    ...moneyRows(impact),
    row('Energy to make', energy.making, kilowattHours),
    row('Energy to deliver, a month', energy.delivery, kilowattHours),
    ...impact.experience.map(({ connection, image, lcp }) => [
      `LCP on ${connection} (the image alone)`,
      `${durationText(lcp.before)} (${durationText(image.before)})`,
      `${durationText(lcp.after)} (${durationText(image.after)})`,
      faster(lcp),
    ]),
  ]
  const columns = ['Before', 'After', ''].map((title) => ({ head: title, align: 'right' as const }))
  return [
    head,
    tableText([{ head: '' }, ...columns], rows),
    [payback.message, energy.assumption, ...caveats.map(({ message }) => message)].join('\n'),
  ].join('\n\n')
}

type Pair = Impact['time']

function row(name: string, { before, after }: Pair, text: (value: number) => string): string[] {
  const cell = (value: number | null) => (value === null ? '–' : text(value))
  return [name, cell(before), cell(after), '']
}

function medians({ scores }: Impact): Pair {
  return { before: scores.before?.median ?? null, after: scores.after?.median ?? null }
}

function lowest({ scores }: Impact): Pair {
  return { before: scores.before?.min ?? null, after: scores.after?.min ?? null }
}

function moneyRows({ money }: Impact): string[][] {
  if (money === null) return []
  // The terminal's language decides how an amount is written.
  const format = new Intl.NumberFormat(undefined, { style: 'currency', currency: money.currency })
  const amount = (value: number) => format.format(value)
  return [
    row('Storage, a month', money.storage, amount),
    row('Transfer, a month', money.transfer, amount),
    row('Making, once', money.making, amount),
    ['Saved, a month', '', amount(money.savedPerMonth), ''],
  ]
}

function kilowattHours(value: number): string {
  const watts = value * 1_000
  return value >= 1 ? `${Number(value.toPrecision(3))} kWh` : `${Number(watts.toFixed(4))} Wh`
}

function faster({ before, after }: { before: number; after: number }): string {
  const percent = before === 0 ? 0 : Math.round((1 - after / before) * 100)
  if (percent === 0) return 'as fast'
  return percent > 0 ? `${percent} % faster` : `${-percent} % slower`
}
