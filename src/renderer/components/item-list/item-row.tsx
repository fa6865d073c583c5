import { IconChevronRight } from '@tabler/icons-react'
import { memo } from 'react'
import type { Item } from '../../../shared/model/item.ts'
import { servedOutput } from '../../../shared/model/served.ts'
import { formatBytes, formatDimensions } from '../../format.ts'
import { t } from '../../i18n.ts'
import { FormatPill } from '../format-pill.tsx'
import { MiddleTruncate } from '../middle-truncate.tsx'
import { Saving } from '../saving.tsx'
import { Thumbnail } from '../thumbnail.tsx'
import { Cell } from './cell.tsx'
import { CompareButton } from './compare-button.tsx'
import { FolderButton } from './folder-button.tsx'
import classes from './item-list.module.css'
import { ItemStatus } from './item-status.tsx'
import { isSameRow, RowFrame, type RowPlace } from './row-frame.tsx'

type ItemRowProps = {
  readonly place: RowPlace
  readonly batchId: string
  readonly item: Item
  readonly open: boolean
  readonly onToggle: (open: boolean) => void
  readonly onCompare: ((itemId: string, output: number) => void) | undefined
}

/** One image: what it was, where it is, what it became. */
export const ItemRow = memo(function ItemRow({
  place,
  batchId,
  item,
  open,
  onToggle,
  onCompare,
}: ItemRowProps): React.JSX.Element {
  const { probe, error } = item
  const served = servedOutput(item.outputs)
  const canOpen = item.planned.length > 0 || error !== undefined
  return (
    <RowFrame
      place={place}
      level={1}
      expanded={canOpen ? open : undefined}
      onClick={canOpen ? () => onToggle(!open) : undefined}
    >
      <Cell className={classes.image}>
        <span className={classes.chevron} data-open={open || undefined}>
          {canOpen && <IconChevronRight size={16} aria-hidden />}
        </span>
        <Thumbnail batchId={batchId} itemId={item.id} size={40} available={probe !== undefined} />
        <span className={classes.names}>
          <span className={classes.name}>
            <MiddleTruncate text={item.name} />
          </span>
          <span className={`${classes.second} numeric`}>
            {probe === undefined
              ? '–'
              : `${formatDimensions(probe.width, probe.height)} · ${t(`inputFormat.${probe.format}`)}`}
          </span>
        </span>
      </Cell>
      <Cell className={`${classes.original} numeric`}>
        {probe === undefined ? '–' : formatBytes(probe.bytes)}
      </Cell>
      {error === undefined ? (
        <>
          <Cell>
            <ItemStatus item={item} />
          </Cell>
          <Cell className={`${classes.result} numeric`}>
            {served !== undefined && (
              <>
                {formatBytes(served.bytes)}
                <FormatPill format={served.format} />
              </>
            )}
          </Cell>
          <Cell className={classes.right}>
            <Saving before={probe?.bytes} after={served?.bytes} />
          </Cell>
        </>
      ) : (
        <Cell span={3} className={classes.problem}>
          <ItemStatus item={item} />
        </Cell>
      )}
      <Cell className={classes.actions}>
        {onCompare !== undefined && served !== undefined && (
          <CompareButton
            name={item.name}
            reachable={place.active}
            onClick={() => onCompare(item.id, served.index)}
          />
        )}
        <FolderButton name={item.name} place={{ batchId, itemId: item.id }} reachable={place.active} />
      </Cell>
    </RowFrame>
  )
}, isSameRow)
