import { useElementSize, useMediaQuery } from '@mantine/hooks'
import { useEffect, useMemo, useRef, useState } from 'react'
import type { WorkSpan } from '../../../shared/model/monitor.ts'
import { formatDimensions, formatDuration } from '../../format.ts'
import { t } from '../../i18n.ts'
import { formatName } from '../../setting-words.ts'
import { laneWindowMs, useLanes } from '../../state/lanes.ts'
import { drawLanes, laneHeight, phaseInk, phases, spanAt } from './lane-drawing.ts'
import classes from './lanes-panel.module.css'

type LanesPanelProps = {
  /** When all graphs were paused, in epoch milliseconds; `undefined` while they move. */
  readonly pausedAt: number | undefined
  /** At least so many lanes are shown, so that nothing moves as they come and go. */
  readonly atLeast: number
}

/** Four pictures a second: bars move by a few pixels in that. */
const redrawMs = 250

/** What each worker is doing and did in the last minute. */
export function LanesPanel({ pausedAt, atLeast }: LanesPanelProps): React.JSX.Element {
  const live = useLanes()
  const kept = useRef(live)
  if (pausedAt === undefined) kept.current = live
  const { ended, current } = kept.current
  const spans = useMemo(() => [...ended, ...current], [ended, current])
  const now = useTicks(pausedAt)
  const { ref, width } = useElementSize<HTMLCanvasElement>()
  const [pointed, setPointed] = useState<WorkSpan>()
  const lanes = Math.max(atLeast, ...spans.map(({ lane }) => lane + 1))
  const canvas = useRef<HTMLCanvasElement>(null)
  const inks = useTokens()
  const timeline = { from: now - laneWindowMs, to: now, width }
  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (context === null || context === undefined || width === 0) return
    const ratio = window.devicePixelRatio
    context.canvas.width = Math.round(width * ratio)
    context.canvas.height = Math.round(lanes * laneHeight * ratio)
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
    drawLanes(context, spans, { from: now - laneWindowMs, to: now, width }, inks)
  }, [spans, now, width, lanes, inks])
  return (
    <section className={classes.panel} aria-label={t('monitor.lanes')}>
      <header className={classes.head}>
        <h2 className={classes.title}>{t('monitor.lanes')}</h2>
        <span className={`${classes.pointed} numeric`}>
          {pointed !== undefined && spanWords(pointed, now)}
        </span>
        <ul className={classes.legend}>
          {phases.map((phase) => (
            <li key={phase}>
              <span className={classes.key} style={{ background: `var(${phaseInk[phase]})` }} />
              {t(`monitor.phases.${phase}`)}
            </li>
          ))}
        </ul>
      </header>
      <div className={classes.body}>
        <ol className={classes.now} style={{ gridAutoRows: laneHeight }}>
          {Array.from({ length: lanes }, (_, lane) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a lane is its number
            <li key={lane} className={classes.lane}>
              <span className={`${classes.number} numeric`}>{lane + 1}</span>
              <span className={classes.what}>{laneWords(current.find((span) => span.lane === lane))}</span>
            </li>
          ))}
        </ol>
        <canvas
          ref={(element) => {
            canvas.current = element
            ref(element)
          }}
          className={classes.canvas}
          style={{ height: lanes * laneHeight }}
          role="img"
          aria-label={t('monitor.lanesPicture', { time: formatDuration(laneWindowMs) })}
          onPointerMove={({ nativeEvent: { offsetX: x, offsetY: y } }) =>
            setPointed(spanAt(spans, { x, y }, timeline))
          }
          onPointerLeave={() => setPointed(undefined)}
        />
      </div>
    </section>
  )
}

/** "Encoding AVIF 1920 × 1080", "Decoding". */
function stepWords({ step, format, width, height }: WorkSpan): string {
  const size = width === undefined || height === undefined ? undefined : formatDimensions(width, height)
  return [t(`step.${step}`), format && formatName(format), size].filter(Boolean).join(' ')
}

function laneWords(span: WorkSpan | undefined): string {
  return span === undefined ? t('monitor.idle') : whatWords(span)
}

/** Work on no image in particular has no name. */
function whatWords(span: WorkSpan): string {
  return [span.name, stepWords(span)].filter(Boolean).join(' · ')
}

function spanWords(span: WorkSpan, now: number): string {
  return `${whatWords(span)} · ${formatDuration((span.to ?? now) - span.from)}`
}

/** The time, moving on while nothing is paused. */
function useTicks(pausedAt: number | undefined): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    if (pausedAt !== undefined) return
    const timer = setInterval(() => setNow(Date.now()), redrawMs)
    return () => clearInterval(timer)
  }, [pausedAt])
  return pausedAt ?? now
}

/** A canvas knows no CSS variables. */
function useTokens(): ReadonlyMap<string, string> {
  const dark = useMediaQuery('(prefers-color-scheme: dark)')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tokens depend on the scheme
  return useMemo(() => {
    const style = getComputedStyle(document.documentElement)
    const names = [...Object.values(phaseInk), '--chart-grid', '--surface', '--ink']
    return new Map(names.map((name) => [name, style.getPropertyValue(name).trim()]))
  }, [dark])
}
