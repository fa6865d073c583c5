import classes from './form.module.css'

type FieldProps = {
  readonly label: string
  readonly hint?: string | undefined
  /** What is wrong with it; stands in for the hint. */
  readonly problem?: string | undefined
  readonly children: React.ReactNode
}

/** A name at the left, its control at the right, and a word about it below. */
export function Field({ label, hint, problem, children }: FieldProps): React.JSX.Element {
  return (
    <div className={classes.field}>
      <span className={classes.label}>{label}</span>
      <div className={classes.control}>
        {children}
        <p
          className={classes.hint}
          data-bad={problem !== undefined || undefined}
          role={problem === undefined ? undefined : 'alert'}
        >
          {problem ?? hint}
        </p>
      </div>
    </div>
  )
}

type FormSectionProps = { readonly title: string; readonly children: React.ReactNode }

/** Fields that belong together. */
export function FormSection({ title, children }: FormSectionProps): React.JSX.Element {
  return (
    <section className={classes.section} aria-label={title}>
      <h2 className={classes.heading}>{title}</h2>
      <div className={classes.fields}>{children}</div>
    </section>
  )
}
