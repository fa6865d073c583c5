import { memo } from 'react'
import { outputFormats } from '../../../shared/formats.ts'
import type { Item, ItemState } from '../../../shared/model/item.ts'
import { formatBytes, formatDimensions } from '../../format.ts'
import { t } from '../../i18n.ts'
import { goalName, settingName } from '../../setting-words.ts'
import { FormatPill } from '../format-pill.tsx'
import { Saving } from '../saving.tsx'
import { Thumbnail } from '../thumbnail.tsx'
import { Cell } from './cell.tsx'
import { CompareButton } from './compare-button.tsx'
import { FolderButton } from './folder-button.tsx'
import classes from './item-list.module.css'
import { isSameRow, RowFrame, type RowPlace } from './row-frame.tsx'
import { variantsOf } from './rows.ts'

type VariantRowProps = {
  readonly place: RowPlace
  readonly batchId: string
  readonly item: Item
  /** Which of the image's variants. */
  readonly index: number
  readonly onCompare: ((itemId: string, output: number) => void) | undefined
}

/** In these an image gets no more files. */
const endedStates: ReadonlySet<ItemState> = new Set(['done', 'failed', 'skipped', 'cancelled'])

/** One file made from an image, or still to be made. */
export const VariantRow = memo(function VariantRow({
  place,
  batchId,
  item,
  index,
  onCompare,
}: VariantRowProps): React.JSX.Element | null {
  const variant = variantsOf(item)[index]
  if (variant === undefined) return null
  const { planned, result } = variant
  const { format, width, height } = result ?? planned
  const notes = result?.notes.map((note) => t(`note.${note}`)).join(' · ') ?? ''
  const name = t('list.variantOf', { format: outputFormats[format].label, width, height, name: item.name })
  return (
    <RowFrame place={place} level={2}>
      <Cell className={classes.image}>
        <span className={classes.indent} />
        <Thumbnail
          batchId={batchId}
          itemId={item.id}
          output={planned.index}
          size={32}
          available={result !== undefined}
        />
        <span className={classes.names}>
          <span className={`${classes.variant} numeric`}>
            <FormatPill format={format} />
            {formatDimensions(width, height)}
          </span>
        </span>
      </Cell>
      <Cell className={classes.making} span={2}>
        <p className={`${classes.muted} numeric`}>
          {result?.keptOriginal === true
            ? t('list.asItWas')
            : result === undefined
              ? goalName(planned.goal)
              : settingName(result)}
        </p>
        <p className={classes.second} title={notes === '' ? undefined : notes}>
          {notes}
        </p>
      </Cell>
      <Cell className={`${classes.right} numeric`}>
        {result === undefined ? (
          <span className={classes.muted}>
            {endedStates.has(item.state) ? t('list.notMade') : t('list.notMadeYet')}
          </span>
        ) : (
          formatBytes(result.bytes)
        )}
      </Cell>
      <Cell className={classes.right}>
        <Saving before={item.probe?.bytes} after={result?.bytes} />
      </Cell>
      <Cell className={classes.actions}>
        {onCompare !== undefined && result !== undefined && (
          <CompareButton
            name={name}
            reachable={place.active}
            onClick={() => onCompare(item.id, result.index)}
          />
        )}
        {result !== undefined && (
          <FolderButton
            name={name}
            place={{ batchId, itemId: item.id, output: result.index }}
            reachable={place.active}
          />
        )}
      </Cell>
    </RowFrame>
  )
}, isSameRow)
