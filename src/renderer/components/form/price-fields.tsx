import type { Settings } from '../../../shared/settings.ts'
import { t } from '../../i18n.ts'
import { changeSettings } from '../../state/actions.ts'
import { Choice } from '../controls/choice.tsx'
import { Field } from './field.tsx'
import { NumberField } from './number-field.tsx'

type PriceFieldsProps = {
  readonly settings: Pick<Settings, 'prices' | 'assumptions'>
  /** After a change was taken. */
  readonly onChange?: () => void
}

/** Currencies on offer; one that was set by hand is among them. */
const currencies = ['EUR', 'USD', 'GBP', 'CHF', 'JPY', 'CAD', 'AUD', 'SEK', 'PLN'] as const

const prices = ['storageGbMonth', 'transferGb', 'cpuHour', 'kilowattHour'] as const

/** What bytes, time and power cost, and how often images are loaded: what the estimates of money and energy go by. */
export function PriceFields({ settings, onChange }: PriceFieldsProps): React.JSX.Element {
  const { currency } = settings.prices
  const change = (patch: Parameters<typeof changeSettings>[0]): void => {
    void changeSettings(patch).then(onChange)
  }
  return (
    <>
      <NumberField
        label={t('insights.views')}
        hint={t('insights.viewsHint')}
        value={settings.assumptions.viewsPerMonth}
        min={0}
        max={1e12}
        onCommit={(viewsPerMonth) => change({ assumptions: { viewsPerMonth } })}
      />
      <Field label={t('insights.currency')}>
        <Choice
          label={t('insights.currency')}
          value={currency}
          options={[...new Set<string>([...currencies, currency])].map((value) => ({
            value,
            label: value,
          }))}
          onChange={(next) => change({ prices: { currency: next } })}
        />
      </Field>
      {prices.map((name) => (
        <NumberField
          key={name}
          label={t(`insights.price.${name}`)}
          value={settings.prices[name]}
          min={0}
          max={1e9}
          unit={currency}
          whole={false}
          onCommit={(value) => change({ prices: { [name]: value } })}
        />
      ))}
      <NumberField
        label={t('insights.watts')}
        hint={t('insights.wattsHint')}
        value={settings.assumptions.wattsPerCore}
        min={0.1}
        max={1_000}
        unit="W"
        whole={false}
        onCommit={(wattsPerCore) => change({ assumptions: { wattsPerCore } })}
      />
    </>
  )
}
