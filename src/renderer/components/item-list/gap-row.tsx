import { t } from '../../i18n.ts'
import { Cell } from './cell.tsx'
import classes from './item-list.module.css'
import { RowFrame, type RowPlace } from './row-frame.tsx'

/** Holds the place of an image that is on its way from the engine. */
export function GapRow({ place }: { readonly place: RowPlace }): React.JSX.Element {
  return (
    <RowFrame place={place} level={1} busy>
      <Cell span={6} label={t('list.loading')} className={classes.image}>
        <span className={classes.chevron} />
        <span className={classes.gapPicture} />
        <span className={classes.gapText} />
      </Cell>
    </RowFrame>
  )
}
