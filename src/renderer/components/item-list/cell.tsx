type CellProps = {
  readonly className?: string | undefined
  readonly span?: number
  readonly label?: string
  readonly heading?: boolean
  readonly title?: string
  readonly children?: React.ReactNode
}

/** A cell of the list. Not a `<td>`: the rows are placed one by one, so there is no table to lay out. */
export function Cell({
  className,
  span,
  label,
  heading = false,
  title,
  children,
}: CellProps): React.JSX.Element {
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles take these
    <div
      role={heading ? 'columnheader' : 'gridcell'}
      className={className}
      aria-colspan={span}
      aria-label={label}
      title={title}
    >
      {children}
    </div>
  )
}
