import classes from './time-chart.module.css'

type Point = { readonly at: number; readonly value: number }

type TimeChartProps = {
  /** Oldest first. */
  readonly points: readonly Point[]
  /** Epoch milliseconds. */
  readonly from: number
  readonly to: number
  /** A fitted line, from the first point to the last. */
  readonly line?: { readonly start: number; readonly end: number } | null
  /** What is usual; drawn as a dashed line. */
  readonly usual?: number
  /** Times that are set off. */
  readonly spans?: readonly { readonly from: number; readonly to: number }[]
  /** Moments at which something changed. */
  readonly marks?: readonly number[]
  /** In words what it shows. */
  readonly label: string
  /** Words at the axes; without them it is a picture beside a sentence. */
  readonly axes?: {
    readonly top: string
    readonly bottom: string
    readonly start: string
    readonly end: string
  }
}

/** The drawing's own units; it is stretched to its box, and lines keep their width. */
const width = 300
const height = 100

/** The span of values that a chart shows: from zero where that leaves something to see, with some air above. */
export function chartScale(values: readonly number[]): { readonly low: number; readonly high: number } {
  const high = Math.max(...values)
  const low = Math.min(...values)
  if (low >= 0 && low < high * 0.6) return { low: 0, high: high * 1.05 || 1 }
  const air = (high - low) * 0.15 || Math.abs(high) * 0.1 || 1
  return { low: low >= 0 ? Math.max(0, low - air) : low - air, high: high + air }
}

/** Values over time as a line of dots. */
export function TimeChart(props: TimeChartProps): React.JSX.Element {
  const { points, from, to, line, usual, spans = [], marks = [], label, axes } = props
  const shown = [
    ...points.map(({ value }) => value),
    ...(usual === undefined ? [] : [usual]),
    ...(line ? [line.start, line.end] : []),
  ]
  const { low, high } = chartScale(shown.length === 0 ? [0, 1] : shown)
  const x = (at: number): number => ((at - from) / Math.max(1, to - from)) * width
  const y = (value: number): number => height - ((value - low) / (high - low)) * height
  const path = points.map(({ at, value }) => `${x(at).toFixed(1)},${y(value).toFixed(1)}`).join(' ')
  const [first] = points
  const last = points.at(-1)
  return (
    <figure className={classes.chart} data-axes={axes !== undefined || undefined}>
      {axes !== undefined && (
        <span className={`${classes.scale} numeric`}>
          <span>{axes.top}</span>
          <span>{axes.bottom}</span>
        </span>
      )}
      <svg
        className={classes.picture}
        viewBox={`0 0 ${width} ${height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label}
      >
        {spans.map((span) => (
          <rect
            key={span.from}
            className={classes.span}
            x={x(span.from)}
            y={0}
            width={Math.max(2, x(span.to) - x(span.from))}
            height={height}
          />
        ))}
        {marks.map((at) => (
          <line key={at} className={classes.mark} x1={x(at)} x2={x(at)} y1={0} y2={height} />
        ))}
        {usual !== undefined && (
          <line className={classes.usual} x1={0} x2={width} y1={y(usual)} y2={y(usual)} />
        )}
        <polyline className={classes.values} points={path} />
        {line && first !== undefined && last !== undefined && (
          <line
            className={classes.fitted}
            x1={x(first.at)}
            y1={y(line.start)}
            x2={x(last.at)}
            y2={y(line.end)}
          />
        )}
      </svg>
      {axes !== undefined && (
        <figcaption className={`${classes.times} numeric`}>
          <span>{axes.start}</span>
          <span>{axes.end}</span>
        </figcaption>
      )}
    </figure>
  )
}
