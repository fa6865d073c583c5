import { t } from '../../i18n.ts'
import { Field } from '../form/field.tsx'
import form from '../form/form.module.css'

type NotesFieldProps = {
  readonly value: string
  readonly onChange: (notes: string) => void
  readonly onLeave?: () => void
}

/** What else stands at the head of a report. */
export function NotesField({ value, onChange, onLeave }: NotesFieldProps): React.JSX.Element {
  return (
    <Field label={t('report.notes')}>
      <textarea
        className={form.area}
        aria-label={t('report.notes')}
        maxLength={10_000}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        onBlur={onLeave}
      />
    </Field>
  )
}
