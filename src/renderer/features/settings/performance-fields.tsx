import { Switch } from '@mantine/core'
import type { Settings } from '../../../shared/settings.ts'
import { Segments } from '../../components/controls/segments.tsx'
import { Field, FormSection } from '../../components/form/field.tsx'
import { NumberField } from '../../components/form/number-field.tsx'
import { t } from '../../i18n.ts'
import { changeSettings } from '../../state/actions.ts'
import { QuietHoursFields } from './quiet-hours-fields.tsx'

type PartProps = { readonly settings: Settings }

const megabyte = 1e6

/** How much of the machine Whittle takes. */
export function PerformanceFields({ settings }: PartProps): React.JSX.Element {
  const { concurrency, scaling, memoryBudgetBytes, mode, quietOnBattery, quietHours } = settings
  return (
    <FormSection title={t('settings.performance')}>
      <Field label={t('settings.mode')} hint={t(`settings.modeHints.${mode}`)}>
        <Segments
          label={t('settings.mode')}
          value={mode}
          options={(['full', 'balanced', 'quiet'] as const).map((value) => ({
            value,
            label: t(`settings.modes.${value}`),
          }))}
          onChange={(next) => void changeSettings({ mode: next })}
        />
      </Field>
      <Field label={t('settings.battery')}>
        <Switch
          aria-label={t('settings.battery')}
          checked={quietOnBattery}
          onChange={(event) => void changeSettings({ quietOnBattery: event.currentTarget.checked })}
        />
      </Field>
      <QuietHoursFields quietHours={quietHours} />
      <NumberField
        label={t('settings.concurrency')}
        hint={t('settings.concurrencyHint')}
        value={concurrency}
        min={0}
        max={256}
        onCommit={(value) => void changeSettings({ concurrency: value })}
      />
      <Field label={t('settings.scaling')} hint={t(`settings.scalingHints.${scaling}`)}>
        <Segments
          label={t('settings.scaling')}
          value={scaling}
          options={(['auto', 'fixed'] as const).map((value) => ({
            value,
            label: t(`settings.scalings.${value}`),
          }))}
          onChange={(next) => void changeSettings({ scaling: next })}
        />
      </Field>
      <NumberField
        label={t('settings.budget')}
        hint={t('settings.budgetHint')}
        value={Math.round(memoryBudgetBytes / megabyte)}
        min={0}
        max={4_000_000}
        unit="MB"
        onCommit={(value) => void changeSettings({ memoryBudgetBytes: value * megabyte })}
      />
    </FormSection>
  )
}

/** From where on something is too much, too slow or too often. */
export function ThresholdFields({ settings: { thresholds } }: PartProps): React.JSX.Element {
  const fields = [
    { name: 'cpuPercent', label: 'cpu', min: 1, max: 100, unit: '%', whole: false },
    { name: 'memoryPercent', label: 'memory', min: 1, max: 100, unit: '%', whole: false },
    { name: 'slowMs', label: 'slow', min: 1, max: 600_000, unit: 'ms', whole: true },
    { name: 'slowEncodeFactor', label: 'slowEncode', min: 1.1, max: 100, unit: '×', whole: false },
    { name: 'errorPercent', label: 'errorShare', min: 0.01, max: 100, unit: '%', whole: false },
  ] as const
  return (
    <FormSection title={t('settings.thresholds')}>
      {fields.map(({ name, label, ...range }) => (
        <NumberField
          key={name}
          label={t(`settings.${label}`)}
          hint={t(`settings.${label}Hint`)}
          value={thresholds[name]}
          {...range}
          onCommit={(value) => void changeSettings({ thresholds: { [name]: value } })}
        />
      ))}
    </FormSection>
  )
}
