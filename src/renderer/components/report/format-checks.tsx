import { type ReportFormat, reportFormatSchema } from '../../../shared/model/report-request.ts'
import { t } from '../../i18n.ts'
import classes from './report.module.css'

type FormatChecksProps = {
  readonly value: readonly ReportFormat[]
  readonly onChange: (formats: ReportFormat[]) => void
}

/** Which files a report is written as, with what each is good for; at least one. */
export function FormatChecks({ value, onChange }: FormatChecksProps): React.JSX.Element {
  return (
    <fieldset className={classes.formats} aria-label={t('report.formats')}>
      {reportFormatSchema.options.map((format) => {
        const checked = value.includes(format)
        return (
          <label key={format} className={classes.format} data-checked={checked || undefined}>
            <input
              type="checkbox"
              className={classes.box}
              checked={checked}
              disabled={checked && value.length === 1}
              onChange={() =>
                onChange(
                  reportFormatSchema.options.filter((one) =>
                    one === format ? !checked : value.includes(one),
                  ),
                )
              }
            />
            <span className={classes.name}>{format.toUpperCase()}</span>
            <span className={classes.use}>{t(`report.use.${format}`)}</span>
          </label>
        )
      })}
    </fieldset>
  )
}
