import { Button } from '@mantine/core'
import { IconPhoto } from '@tabler/icons-react'
import { call } from '../../bridge.ts'
import { lastSegment } from '../../format.ts'
import { t } from '../../i18n.ts'
import { Field } from '../form/field.tsx'
import { notifyError } from '../notify.ts'
import classes from './report.module.css'

type LogoFieldProps = {
  /** Absolute path; empty: none. */
  readonly value: string
  readonly onChange: (path: string) => void
}

/** The picture at the head of a report. */
export function LogoField({ value, onChange }: LogoFieldProps): React.JSX.Element {
  const choose = async (): Promise<void> => {
    try {
      const { path } = await call('chooseLogo', {})
      if (path !== null) onChange(path)
    } catch (error) {
      notifyError(error)
    }
  }
  return (
    <Field label={t('report.logo')} hint={t('report.logoHint')}>
      <span className={classes.logo}>
        <Button
          size="xs"
          leftSection={<IconPhoto size={15} stroke={1.6} aria-hidden />}
          onClick={() => void choose()}
        >
          {t('report.chooseLogo')}
        </Button>
        {value !== '' && (
          <>
            <span className={classes.file}>{lastSegment(value)}</span>
            <Button size="xs" variant="subtle" onClick={() => onChange('')}>
              {t('report.removeLogo')}
            </Button>
          </>
        )}
      </span>
    </Field>
  )
}
