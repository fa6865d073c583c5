import {
  IconCircleCheckFilled,
  IconCircleDashed,
  IconCircleMinus,
  IconCircleXFilled,
  IconClock,
} from '@tabler/icons-react'
import type { Item, ItemState } from '../../../shared/model/item.ts'
import { t } from '../../i18n.ts'
import { problemWords } from '../../words.ts'
import classes from './item-status.module.css'
import { itemDetail } from './item-words.ts'

const icons: Readonly<Record<Exclude<ItemState, 'running'>, typeof IconClock>> = {
  planned: IconCircleDashed,
  queued: IconClock,
  done: IconCircleCheckFilled,
  failed: IconCircleXFilled,
  skipped: IconCircleMinus,
  cancelled: IconCircleMinus,
}

/** Where an image is: a word, and while it is worked on how many of its files are made. */
export function ItemStatus({ item }: { readonly item: Item }): React.JSX.Element {
  if (item.state === 'running') return <Running item={item} />
  const Icon = icons[item.state]
  return (
    <span className={classes.status} data-state={item.state}>
      <Icon size={16} className={classes.icon} aria-hidden />
      <span className={classes.text}>
        <span className={classes.first}>
          {item.error === undefined ? t(`itemState.${item.state}`) : problemWords(item.error).message}
        </span>
        <span className={`${classes.second} numeric`}>{itemDetail(item)}</span>
      </span>
    </span>
  )
}

function Running({ item }: { readonly item: Item }): React.JSX.Element {
  const total = item.planned.length
  const done = item.outputs.length
  const share = total === 0 ? 0 : done / total
  return (
    <span className={classes.running}>
      <span className={classes.steps}>
        <span>{item.step === undefined ? t('itemState.running') : t(`step.${item.step}`)}</span>
        <span className={`${classes.second} numeric`}>{t('measure.of', { done, total })}</span>
      </span>
      <span className={classes.track}>
        <span className={classes.bar} style={{ transform: `scaleX(${share})` }} />
      </span>
    </span>
  )
}
