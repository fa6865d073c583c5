import type { IconAlertTriangle } from '@tabler/icons-react'
import classes from './empty-state.module.css'

type EmptyStateProps = {
  readonly icon: typeof IconAlertTriangle
  readonly title: string
  readonly tone?: 'calm' | 'bad'
  /** 1 where no heading of a screen stands above it. */
  readonly level?: 1 | 2
  readonly role?: 'alert' | 'status'
  readonly children: React.ReactNode
}

/** What stands where there is nothing to show: why, and what to do. */
export function EmptyState({
  icon: Icon,
  title,
  tone = 'calm',
  level = 2,
  role,
  children,
}: EmptyStateProps): React.JSX.Element {
  const Heading = `h${level}` as const
  return (
    <div className={classes.place}>
      <div className={classes.text} role={role}>
        <span className={classes.icon} data-tone={tone}>
          <Icon size={24} stroke={1.6} aria-hidden />
        </span>
        <Heading className={classes.title}>{title}</Heading>
        {children}
      </div>
    </div>
  )
}
