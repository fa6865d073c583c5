import { UnstyledButton } from '@mantine/core'
import classes from './glance.module.css'

export type GlanceItem = {
  /** The section that it leads to. */
  readonly target: string
  readonly label: string
  readonly value: string
  readonly more: string
  readonly tone: 'good' | 'bad' | 'plain'
}

/** The screen in a few numbers; each leads to what it is made of. */
export function Glance({ items }: { readonly items: readonly GlanceItem[] }): React.JSX.Element {
  return (
    <ul className={classes.items}>
      {items.map(({ target, label, value, more, tone }) => (
        <li key={target}>
          <UnstyledButton className={classes.item} onClick={() => lead(target)}>
            <span className={classes.label}>{label}</span>
            <span className={`${classes.value} numeric`} data-tone={tone}>
              {value}
            </span>
            <span className={classes.more}>{more}</span>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  )
}

/** Scrolls there and takes the keyboard along. */
function lead(target: string): void {
  const section = document.getElementById(target)
  section?.scrollIntoView({ block: 'start' })
  section?.focus({ preventScroll: true })
}
