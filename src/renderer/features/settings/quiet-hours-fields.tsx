import { Switch } from '@mantine/core'
import type { Settings } from '../../../shared/settings.ts'
import { Choice } from '../../components/controls/choice.tsx'
import { Field } from '../../components/form/field.tsx'
import { t } from '../../i18n.ts'
import { changeSettings } from '../../state/actions.ts'

type QuietHoursFieldsProps = { readonly quietHours: Settings['quietHours'] }

const hours = Array.from({ length: 24 }, (_, hour) => ({
  value: String(hour),
  label: `${String(hour).padStart(2, '0')}:00`,
}))

/** The hours of every day in which Whittle keeps out of the way. */
export function QuietHoursFields({ quietHours }: QuietHoursFieldsProps): React.JSX.Element {
  const { enabled, from, to } = quietHours
  const ends = [
    { name: 'from', value: from },
    { name: 'to', value: to },
  ] as const
  return (
    <>
      <Field label={t('settings.quietHours')} hint={t('settings.quietHoursHint')}>
        <Switch
          aria-label={t('settings.quietHours')}
          checked={enabled}
          onChange={(event) => void changeSettings({ quietHours: { enabled: event.currentTarget.checked } })}
        />
      </Field>
      {ends.map(({ name, value }) => (
        <Field
          key={name}
          label={t(`settings.quietHoursEnds.${name}`)}
          hint={name === 'from' ? undefined : spanWords(from, to)}
        >
          <Choice
            label={t(`settings.quietHoursEnds.${name}`)}
            value={String(value)}
            options={hours}
            disabled={!enabled}
            onChange={(hour) => void changeSettings({ quietHours: { [name]: Number(hour) } })}
          />
        </Field>
      ))}
    </>
  )
}

/** What is easily missed: a range over midnight, and the whole day. */
function spanWords(from: number, to: number): string | undefined {
  if (from === to) return t('settings.quietHoursAllDay')
  return from > to ? t('settings.quietHoursOverNight') : undefined
}
