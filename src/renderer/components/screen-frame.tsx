import classes from './screen-frame.module.css'

type ScreenFrameProps = {
  readonly title: string
  readonly actions?: React.ReactNode
  readonly children: React.ReactNode
}

/** A screen's heading, its actions, and room for the rest. */
export function ScreenFrame({ title, actions, children }: ScreenFrameProps): React.JSX.Element {
  return (
    <>
      <header className={classes.header}>
        <h1 className={classes.title}>{title}</h1>
        <div className={classes.actions}>{actions}</div>
      </header>
      <div className={classes.body}>{children}</div>
    </>
  )
}
