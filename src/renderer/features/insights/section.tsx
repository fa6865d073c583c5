import classes from './section.module.css'

type SectionProps = {
  /** Where the summary on top leads to. */
  readonly id: string
  readonly title: string
  /** A number or word beside the title. */
  readonly note?: string | undefined
  readonly actions?: React.ReactNode
  readonly children: React.ReactNode
}

/** A part of the screen, with a heading of its own. */
export function Section({ id, title, note, actions, children }: SectionProps): React.JSX.Element {
  return (
    <section id={id} className={classes.section} aria-labelledby={`${id}-title`} tabIndex={-1}>
      <header className={classes.head}>
        <h2 id={`${id}-title`} className={classes.title}>
          {title}
        </h2>
        {note !== undefined && <span className={`${classes.note} numeric`}>{note}</span>}
        <span className={classes.actions}>{actions}</span>
      </header>
      {children}
    </section>
  )
}

/** What a part says where there is nothing to list. */
export function Nothing({ children }: { readonly children: React.ReactNode }): React.JSX.Element {
  return <p className={classes.nothing}>{children}</p>
}
