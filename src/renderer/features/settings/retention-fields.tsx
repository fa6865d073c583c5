import type { Settings } from '../../../shared/settings.ts'
import { FormSection } from '../../components/form/field.tsx'
import { NumberField } from '../../components/form/number-field.tsx'
import { t } from '../../i18n.ts'
import { changeSettings } from '../../state/actions.ts'

type PartProps = { readonly settings: Settings }

const retained = [
  { name: 'operationDays', min: 1, max: 3_650 },
  { name: 'sampleDays', min: 1, max: 365 },
  { name: 'tenSecondDays', min: 1, max: 365 },
  { name: 'minuteDays', min: 1, max: 3_650 },
  { name: 'hourDays', min: 31, max: 36_500 },
] as const

/** How long the history keeps what, where runs and daily values stay, and replaced originals are kept. */
export function RetentionFields({ settings: { history, backups } }: PartProps): React.JSX.Element {
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
