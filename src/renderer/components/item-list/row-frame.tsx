import classes from './item-list.module.css'

/** Where a line is, whether the keyboard is on it, and how to put it there. */
export type RowPlace = {
  readonly id: string
  readonly top: number
  readonly height: number
  /** Counted from 1, the heading included. */
  readonly rowIndex: number
  readonly active: boolean
  /** Puts the keyboard on this line. */
  readonly onPoint: () => void
}

type RowFrameProps = {
  readonly place: RowPlace
  readonly level: 1 | 2
  readonly expanded?: boolean | undefined
  readonly busy?: boolean
  readonly onClick?: (() => void) | undefined
  readonly children: React.ReactNode
}

/** One line of the list. The keyboard acts on the grid itself, which names the active line. */
export function RowFrame({
  place,
  level,
  expanded,
  busy,
  onClick,
  children,
}: RowFrameProps): React.JSX.Element {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the treegrid handles the keys of all its rows
    // biome-ignore lint/a11y/useSemanticElements: as for the cells
    <div
      id={place.id}
      className={classes.row}
      role="row"
      tabIndex={-1}
      aria-rowindex={place.rowIndex}
      aria-level={level}
      aria-expanded={expanded}
      aria-busy={busy}
      data-active={place.active || undefined}
      data-level={level}
      style={{ height: place.height, transform: `translateY(${place.top}px)` }}
      onClick={() => {
        place.onPoint()
        onClick?.()
      }}
    >
      {children}
    </div>
  )
}

type RowProps = { readonly place: RowPlace }

/**
 * Compares the properties of two renderings of one row. Handlers are left out: a row keeps its image for life (its key),
 * and what they do depends on nothing else. So scrolling and news about other images cost a row nothing.
 */
export function isSameRow<P extends RowProps>(before: P, after: P): boolean {
  return isShallowEqual(before.place, after.place) && isShallowEqual(before, after, 'place')
}

/** Called for every row on each frame of a scroll, so that it makes nothing that has to be collected. */
function isShallowEqual(before: object, after: object, except?: string): boolean {
  for (const name in after) {
    const value: unknown = Reflect.get(after, name)
    if (name !== except && typeof value !== 'function' && Reflect.get(before, name) !== value) return false
  }
  for (const name in before) if (!(name in after)) return false
  return true
}
