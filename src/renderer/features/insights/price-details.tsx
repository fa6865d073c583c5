import { useState } from 'react'
import type { Settings } from '../../../shared/settings.ts'
import { PriceFields } from '../../components/form/price-fields.tsx'
import { t } from '../../i18n.ts'
import classes from './price-details.module.css'

type PriceDetailsProps = { readonly settings: Settings; readonly onChange: () => void }

/** Prices and traffic beside what they decide; open until the traffic is known. */
export function PriceDetails({ settings, onChange }: PriceDetailsProps): React.JSX.Element {
  const [open, setOpen] = useState(settings.assumptions.viewsPerMonth === 0)
  return (
    <details className={classes.prices} open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={classes.summary}>{t('insights.prices')}</summary>
      <div className={classes.fields}>
        <PriceFields settings={settings} onChange={onChange} />
      </div>
    </details>
  )
}
