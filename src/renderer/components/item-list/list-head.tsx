import { VisuallyHidden } from '@mantine/core'
import { t } from '../../i18n.ts'
import { Cell } from './cell.tsx'
import classes from './item-list.module.css'

export function ListHead(): React.JSX.Element {
  return (
    <div role="presentation" className={classes.headGroup}>
      {/* biome-ignore lint/a11y/useFocusableInteractive: a heading line is not reached by the keyboard */}
      {/* biome-ignore lint/a11y/useSemanticElements: as for the cells */}
      <div className={classes.head} role="row" aria-rowindex={1}>
        <Cell heading className={classes.headImage}>
          {t('list.image')}
        </Cell>
        <Cell heading className={classes.original}>
          {t('list.original')}
        </Cell>
        <Cell heading className={classes.progress}>
          {t('list.progress')}
        </Cell>
        <Cell heading className={classes.right} title={t('list.smallestTitle')}>
          {t('list.smallest')}
        </Cell>
        <Cell heading className={classes.right}>
          {t('list.saving')}
        </Cell>
        <Cell heading>
          <VisuallyHidden>{t('list.actions')}</VisuallyHidden>
        </Cell>
      </div>
    </div>
  )
}
