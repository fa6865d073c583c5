import { IconCheck } from '@tabler/icons-react'
import { FormatPill } from '../../components/format-pill.tsx'
import { MiddleTruncate } from '../../components/middle-truncate.tsx'
import { Saving } from '../../components/saving.tsx'
import { Thumbnail } from '../../components/thumbnail.tsx'
import { formatBytes, formatDecimal } from '../../format.ts'
import { dragOut } from '../../state/files.ts'
import type { Result } from '../../state/result-order.ts'
import { cardSide } from './prefetch.ts'
import classes from './result-grid.module.css'

type ResultCardProps = {
  readonly id: string
  readonly batchId: string
  readonly result: Result
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  readonly active: boolean
  readonly selected: boolean
  readonly place: { readonly position: number; readonly total: number }
  readonly onOpen: () => void
  readonly onToggle: () => void
}

/** One image: its smallest file at its largest size, and what that saved. Can be dragged into other programs. */
export function ResultCard(props: ResultCardProps): React.JSX.Element {
  const { id, batchId, result, left, top, width, height, active, selected, place } = props
  const { item, served, score } = result
  const before = item.probe?.bytes
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid handles the keys of all its cards
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus and names the active card
    <div
      id={id}
      className={classes.card}
      role="option"
      aria-selected={selected}
      aria-setsize={place.total}
      aria-posinset={place.position}
      data-active={active || undefined}
      data-selected={selected || undefined}
      style={{ width, height, transform: `translate(${left}px, ${top}px)` }}
      draggable
      onDragStart={(event) => {
        event.preventDefault()
        void dragOut([{ batchId, itemId: item.id, output: served.index }])
      }}
      onClick={(event) =>
        event.ctrlKey || event.metaKey || event.shiftKey ? props.onToggle() : props.onOpen()
      }
    >
      <Thumbnail
        batchId={batchId}
        itemId={item.id}
        output={served.index}
        size={{ width: width - 2, height: 138 }}
        side={cardSide}
      />
      <span
        className={classes.check}
        aria-hidden
        onClick={(event) => {
          event.stopPropagation()
          props.onToggle()
        }}
      >
        {selected && <IconCheck size={14} stroke={2.6} />}
      </span>
      <span className={classes.name}>
        <MiddleTruncate text={item.name} />
      </span>
      <span className={`${classes.numbers} numeric`}>
        <span className={classes.bytes}>{formatBytes(served.bytes)}</span>
        <FormatPill format={served.format} />
        {score !== null && <span className={classes.score}>{formatDecimal(score)}</span>}
        <span className={classes.saving}>
          <Saving before={before} after={served.bytes} />
        </span>
      </span>
    </div>
  )
}
