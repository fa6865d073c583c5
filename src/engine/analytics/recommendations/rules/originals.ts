import type { Item } from '../../../../shared/model/item.ts'
import { valueText } from '../../words.ts'
import { type Advice, type Facts, sum } from '../facts.ts'

/** Percent and bytes that an original must lose to be worth touching. */
const leastPercent = 30
const leastBytes = 100_000
const leastImages = 5
/** Of all of them together. */
const leastTotal = 5e6
/** Listed as evidence. */
const mostListed = 20

type Seen = { readonly item: Item; readonly runId: string }

/** Originals that became much smaller in their own format and dimensions. */
export function replaceOriginals(facts: Facts): Advice[] {
  const worth = latestByInput(facts).flatMap(({ item, runId }) => {
    const { probe, outputs, input } = item
    if (probe === undefined) return []
    const alike = outputs.filter(
      ({ format, width, height, keptOriginal, path }) =>
        format === probe.format &&
        width === probe.width &&
        height === probe.height &&
        !keptOriginal &&
        // One that was replaced in place is done.
        path !== input,
    )
    const least = Math.min(...alike.map(({ bytes }) => bytes))
    const saved = probe.bytes - least
    const enough = saved >= leastBytes && 100 * saved >= leastPercent * probe.bytes
    return alike.length > 0 && enough ? [{ item, runId, saved }] : []
  })
  const total = sum(worth.map(({ saved }) => saved))
  if (worth.length < leastImages || total < leastTotal) return []
  const listed = worth.toSorted((a, b) => b.saved - a.saved).slice(0, mostListed)
  return [
    {
      ...{ id: 'replace-originals', rule: 'replace-originals', group: 'cost', object: '' },
      title: `Optimize ${worth.length} originals in place with "Same format, smaller".`,
      reason: `In their own format and dimensions they were made ${valueText(total, 'bytes')} smaller together.`,
      facts: { images: worth.length, bytes: total },
      evidence: listed.map(({ item, runId, saved }) => evidence('could-lose', item.name, saved, runId, item)),
      gain: {
        ...{ what: 'disk', unit: 'bytes', per: 'once' },
        // That recipe asks for a higher score than most, and so for more bytes.
        amount: { low: 0.6 * total, expected: 0.85 * total, high: total },
      },
      risk: {
        level: 'medium',
        message: 'Pixels are lost. Originals are kept as backups until these expire.',
      },
      action: { type: 'none' },
    },
  ]
}

const leastWaste = 1e6

/** Originals that are the same file under several names. */
export function duplicates(facts: Facts): Advice[] {
  const groups = new Map<string, Seen[]>()
  for (const seen of latestByInput(facts)) {
    const { sha256 } = seen.item
    if (sha256 !== undefined) groups.set(sha256, [...(groups.get(sha256) ?? []), seen])
  }
  const several = [...groups.values()].filter((group) => group.length > 1)
  const wasteOf = (group: readonly Seen[]) => sum(group.slice(1).map(({ item }) => bytesOf(item)))
  const total = sum(several.map(wasteOf))
  if (total < leastWaste) return []
  const copies = sum(several.map((group) => group.length - 1))
  const listed = several.toSorted((a, b) => wasteOf(b) - wasteOf(a)).slice(0, mostListed)
  return [
    {
      ...{ id: 'duplicates', rule: 'duplicates', group: 'cost', object: '' },
      title: `Keep one of each of ${several.length} images that exist several times.`,
      reason: `${copies} copies and their results take ${valueText(total, 'bytes')}.`,
      facts: { images: several.length, copies, bytes: total },
      evidence: listed.flatMap((group) => {
        const [first] = group
        if (first === undefined) return []
        const names = group.map(({ item }) => item.name).join(', ')
        return [evidence('the-same', names, wasteOf(group), first.runId, first.item)]
      }),
      gain: {
        ...{ what: 'disk', unit: 'bytes', per: 'once' },
        // Some names may be needed.
        amount: { low: 0, expected: total, high: total },
      },
      risk: { level: 'medium', message: 'Pages may name the copies; look before you remove any.' },
      action: { type: 'none' },
    },
  ]
}

/** Each original as it was last worked on. */
function latestByInput({ runs }: Facts): Seen[] {
  const seen = new Map<string, Seen>()
  for (const { run, items } of runs) {
    for (const item of items) {
      if (item.state === 'done' && !seen.has(item.input)) seen.set(item.input, { item, runId: run.id })
    }
  }
  return [...seen.values()]
}

const bytesOf = ({ probe, outputs }: Item): number =>
  (probe?.bytes ?? 0) + sum(outputs.map(({ bytes }) => bytes))

type What = 'could-lose' | 'the-same'

function evidence(
  what: What,
  name: string,
  value: number,
  runId: string,
  item: Item,
): Advice['evidence'][number] {
  const label = what === 'the-same' ? `The same: ${name}` : `${name} could lose`
  return { label, what, name, value, unit: 'bytes', source: { type: 'item', runId, itemId: item.id } }
}
