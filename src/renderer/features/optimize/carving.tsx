import classes from './carving.module.css'

/** Widths of the three results, in units of the drawing. */
const results = [
  { x: 236, width: 96, label: '1920' },
  { x: 346, width: 68, label: '1280' },
  { x: 428, width: 44, label: '640' },
] as const

/** What Whittle does, as a picture: a large photograph, a curl shaved off it, three lighter ones. */
export function Carving(): React.JSX.Element {
  return (
    <svg className={classes.drawing} viewBox="0 0 484 132" aria-hidden="true">
      <Photo x={8} y={8} width={168} />
      <path
        className={classes.curl}
        d="M176 112h20c9.800 0 16.500-6.400 16.500-15.300s-6.300-16-14.100-16-13.300 5.500-13.300 12.300 5 11 10.900 11 9.400-3.800 9.400-8.400-3.100-7.100-6.600-7.100-5.300 2.100-5.300 4.800"
      />
      {results.map(({ x, width, label }) => (
        <g key={label}>
          <Photo x={x} y={112 - (width * 2) / 3} width={width} />
          <text className={classes.label} x={x + width / 2} y={124}>
            {label}
          </text>
        </g>
      ))}
    </svg>
  )
}

/** A landscape in a frame of 3:2. */
function Photo({
  x,
  y,
  width,
}: {
  readonly x: number
  readonly y: number
  readonly width: number
}): React.JSX.Element {
  return (
    <svg
      className={classes.photo}
      x={x}
      y={y}
      width={width}
      height={(width * 2) / 3}
      viewBox="0 0 150 100"
      aria-hidden="true"
    >
      <rect className={classes.sky} width="150" height="100" />
      <circle className={classes.sun} cx="112" cy="32" r="11" />
      <path className={classes.far} d="M0 74 38 40l30 30 16-14 66 40v4H0Z" />
      <path className={classes.near} d="M0 88c30-16 52-16 76-6s48 8 74-6v24H0Z" />
    </svg>
  )
}
