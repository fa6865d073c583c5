import { formatSaving } from '../format.ts'
import { savingOf } from '../savings.ts'
import classes from './saving.module.css'

type SavingProps = { readonly before: number | undefined; readonly after: number | undefined }

/** "−87 %", green; a file that grew is marked, never hidden. */
export function Saving({ before, after }: SavingProps): React.JSX.Element {
  const saving = before === undefined || after === undefined ? undefined : savingOf(before, after)
  if (saving === undefined) return <span className={classes.none}>–</span>
  return (
    <span className={`${classes.saving} numeric`} data-grew={saving < 0 || undefined}>
      {formatSaving(saving)}
    </span>
  )
}
