import { Switch } from '@mantine/core'
import type { Settings } from '../../../shared/settings.ts'
import { Field, FormSection } from '../../components/form/field.tsx'
import { NumberField } from '../../components/form/number-field.tsx'
import { t } from '../../i18n.ts'
import { changeSettings } from '../../state/actions.ts'

type PartProps = { readonly settings: Settings }

const gigabyte = 1e9

/** What is kept to be used again, or to go back to. */
export function StorageFields({ settings: { cache, backups } }: PartProps): React.JSX.Element {
  return (
    <FormSection title={t('settings.storage')}>
      <Field label={t('settings.cache')} hint={t('settings.cacheHint')}>
        <Switch
          aria-label={t('settings.cache')}
          checked={cache.enabled}
          onChange={(event) => void changeSettings({ cache: { enabled: event.currentTarget.checked } })}
        />
      </Field>
      <NumberField
        label={t('settings.cacheSize')}
        hint={t('settings.cacheSizeHint')}
        value={Number((cache.maxBytes / gigabyte).toFixed(2))}
        min={0}
        max={1_000_000}
        unit="GB"
        whole={false}
        onCommit={(value) => void changeSettings({ cache: { maxBytes: Math.round(value * gigabyte) } })}
      />
      <NumberField
        label={t('settings.cacheDays')}
        hint={t('settings.cacheDaysHint')}
        value={cache.ttlDays}
        min={1}
        max={3_650}
        unit={t('settings.days')}
        onCommit={(value) => void changeSettings({ cache: { ttlDays: value } })}
      />
      <NumberField
        label={t('settings.backupDays')}
        hint={t('settings.backupDaysHint')}
        value={backups.keepDays}
        min={0}
        max={3_650}
        unit={t('settings.days')}
        onCommit={(value) => void changeSettings({ backups: { keepDays: value } })}
      />
    </FormSection>
  )
}

const retained = [
  { name: 'operationDays', min: 1, max: 3_650 },
  { name: 'sampleDays', min: 1, max: 365 },
  { name: 'tenSecondDays', min: 1, max: 365 },
  { name: 'minuteDays', min: 1, max: 3_650 },
  { name: 'hourDays', min: 31, max: 36_500 },
] as const

/** How long the history keeps what; runs and daily values stay. */
export function RetentionFields({ settings: { history } }: PartProps): React.JSX.Element {
  return (
    <FormSection title={t('settings.retention')}>
      {retained.map(({ name, ...range }) => (
        <NumberField
          key={name}
          label={t(`settings.retained.${name}`)}
          value={history[name]}
          {...range}
          unit={t('settings.days')}
          onCommit={(value) => void changeSettings({ history: { [name]: value } })}
        />
      ))}
      <NumberField
        label={t('settings.historySize')}
        hint={t('settings.historySizeHint')}
        value={history.maxMegabytes}
        min={50}
        max={1_000_000}
        unit="MB"
        onCommit={(value) => void changeSettings({ history: { maxMegabytes: value } })}
      />
    </FormSection>
  )
}
