import type { Impact, Pair } from '../../../shared/model/impact.ts'
import type { Settings } from '../../../shared/settings.ts'

export type Volumes = {
  /** Bytes of all files that are kept. */
  readonly stored: number
  /** Bytes that a visitor loads who sees every image once. */
  readonly served: number
  /** CPU time that it took to make them; `null` where it is not known. */
  readonly cpuMs: number | null
}

/**
 * kWh per 10⁹ bytes that data centres and networks use in operation for delivery (Sustainable Web Design Model, version 4:
 * 0.055 and 0.059). Its other parts are left out: 0.080 for visitors' devices, which are on whatever they load, and what making
 * all of these took. The model shares energy out by volume; a single image less saves nobody that much at once.
 */
const deliveryKilowattHoursPerGb = 0.114
const gb = 1e9
/** Of a month, on average. */
const daysPerMonth = 365.25 / 12
const dayMs = 86_400_000

type Assumptions = Settings['assumptions']
type Prices = Settings['prices']

/** kWh for making and for a month of delivery. */
export function energyOf(before: Volumes, after: Volumes, assumptions: Assumptions): Impact['energy'] {
  const { wattsPerCore, viewsPerMonth } = assumptions
  const making = ({ cpuMs }: Volumes) =>
    cpuMs === null ? null : (cpuMs / 3_600_000) * (wattsPerCore / 1_000)
  const delivery = ({ served }: Volumes) => (served / gb) * viewsPerMonth * deliveryKilowattHoursPerGb
  return {
    making: { before: making(before), after: making(after) },
    delivery: { before: delivery(before), after: delivery(after) },
    wattsPerCore,
    deliveryPerGb: deliveryKilowattHoursPerGb,
    viewsPerMonth,
    assumption:
      `A busy core takes ${wattsPerCore} W; delivery takes ${deliveryKilowattHoursPerGb} kWh per GB ` +
      `(Sustainable Web Design Model 4, operation of data centres and networks, without visitors’ devices), at ${viewsPerMonth.toLocaleString('en')} views of each image a month.`,
  }
}

/** Money a month and for making; `null` until a price was entered. */
export function moneyOf(
  before: Volumes,
  after: Volumes,
  { prices, assumptions }: Pick<Settings, 'prices' | 'assumptions'>,
): Impact['money'] {
  if (!hasPrices(prices)) return null
  const { currency, storageGbMonth, transferGb, cpuHour, kilowattHour } = prices
  const energy = energyOf(before, after, assumptions).making
  const storage = ({ stored }: Volumes) => (stored / gb) * storageGbMonth
  const transfer = ({ served }: Volumes) => (served / gb) * assumptions.viewsPerMonth * transferGb
  const making = ({ cpuMs }: Volumes, kilowattHours: number | null) =>
    cpuMs === null ? null : (cpuMs / 3_600_000) * cpuHour + (kilowattHours ?? 0) * kilowattHour
  return {
    currency,
    storage: { before: storage(before), after: storage(after) },
    transfer: { before: transfer(before), after: transfer(after) },
    making: { before: making(before, energy.before), after: making(after, energy.after) },
    savedPerMonth: storage(before) + transfer(before) - storage(after) - transfer(after),
  }
}

const hasPrices = ({ storageGbMonth, transferGb, cpuHour, kilowattHour }: Prices): boolean =>
  [storageGbMonth, transferGb, cpuHour, kilowattHour].some((price) => price > 0)

/** CPU hours spent against bytes saved a month, and the day on which that has paid back. */
export function paybackOf(
  before: Volumes,
  after: Volumes,
  money: Impact['money'],
  viewsPerMonth: number,
  /** When it was made, in epoch milliseconds. */
  madeAt: number,
): Impact['payback'] {
  const spentMs = difference({ before: before.cpuMs ?? 0, after: after.cpuMs })
  const bytesSavedPerMonth = (before.served - after.served) * viewsPerMonth
  const common = { cpuHours: spentMs === null ? null : spentMs / 3_600_000, bytesSavedPerMonth }
  const never = (message: string) => ({ ...common, days: null, at: null, message })
  if (viewsPerMonth === 0) return never('Enter how often each image is loaded a month to see what it saves.')
  if (money === null) return never('Enter prices to see when it has paid back.')
  const cost = difference({ before: money.making.before ?? 0, after: money.making.after })
  if (cost === null) return never('What making it cost is not known.')
  if (money.savedPerMonth <= 0) return never('It saves no money: it never pays back.')
  const days = (Math.max(0, cost) / money.savedPerMonth) * daysPerMonth
  const at = madeAt + days * dayMs
  const message =
    days < 1
      ? 'It has paid back within a day.'
      : `It pays back after ${Math.ceil(days)} days, on ${new Date(at).toISOString().slice(0, 10)}.`
  return { ...common, days, at, message }
}

function difference({ before, after }: Pair): number | null {
  return after === null ? null : after - (before ?? 0)
}
