import { useReducedMotion } from '@mantine/hooks'
import { useEffect, useRef, useState } from 'react'
import { t } from '../../i18n.ts'
import classes from './compare-stage.module.css'
import { Picture } from './picture.tsx'
import { fitted, offsetOf, panned, type Stage, type StageView, scaleOf, zoomed, zoomedTo } from './stage.ts'

export const compareModes = ['split', 'side', 'flicker', 'difference'] as const
export type CompareMode = (typeof compareModes)[number]

type CompareStageProps = {
  readonly mode: CompareMode
  readonly before: string
  readonly after: string
  /** What the second picture is. */
  readonly afterName: string
  readonly view: StageView
  readonly stage: Stage
  /** Measures the box. */
  readonly sized: React.Ref<HTMLDivElement>
  readonly onView: (view: StageView) => void
}

/** Of the arrow keys, in CSS pixels. */
const panStep = 60
/** Slower than three a second: faster flashing is a danger to some. */
const flickerMs = 700

/** Both pictures at the same place and the same size, however they are compared. */
export function CompareStage(props: CompareStageProps): React.JSX.Element {
  const { mode, before, after, afterName, view, stage, sized, onView } = props
  const [divider, setDivider] = useState(50)
  const flickered = useFlicker(mode === 'flicker')
  const scale = scaleOf(view, stage)
  const { left, top } = offsetOf(view, stage)
  const { picture } = stage
  const place = { left, top, width: picture.width * scale, height: picture.height * scale }
  const pixelated = scale * stage.pixelRatio >= 2
  const drag = usePan(stage, view, onView)

  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return
    const next = viewAfter(event.key, view, stage)
    if (next === undefined) return
    event.preventDefault()
    onView(next)
  }
  // Both pictures stay in the page whatever the mode: neither is fetched or decoded again.
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields
    <div
      ref={sized}
      className={classes.stage}
      role="group"
      aria-label={t('compare.stage')}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: its keys move and zoom the pictures
      tabIndex={0}
      data-mode={mode}
      onKeyDown={onKeyDown}
      {...drag}
    >
      <div className={classes.after}>
        <Picture key={after} source={after} label={afterName} place={place} pixelated={pixelated} />
      </div>
      <div
        className={classes.before}
        data-hidden={(mode === 'flicker' && flickered.showsVariant) || undefined}
        style={mode === 'split' ? { clipPath: `inset(0 ${100 - divider}% 0 0)` } : undefined}
      >
        <Picture
          key={before}
          source={before}
          label={t('compare.original')}
          place={place}
          pixelated={pixelated}
        />
      </div>
      {mode === 'split' && <Divider value={divider} width={stage.box.width} onChange={setDivider} />}
      {mode === 'flicker' && (
        <button type="button" className={classes.flicker} onClick={flickered.toggle}>
          {t('compare.flickerNow', {
            name: flickered.showsVariant ? afterName : t('compare.original'),
          })}
        </button>
      )}
      {(mode === 'split' || mode === 'side') && (
        <>
          <span className={classes.tag} data-side="before">
            {t('compare.original')}
          </span>
          <span className={classes.tag} data-side="after">
            {afterName}
          </span>
        </>
      )}
    </div>
  )
}

type DividerProps = {
  readonly value: number
  readonly width: number
  readonly onChange: (value: number) => void
}

/** The line between the two pictures: dragged, or moved by the arrow keys. */
function Divider({ value, width, onChange }: DividerProps): React.JSX.Element {
  const move = (next: number): void => onChange(Math.min(100, Math.max(0, next)))
  return (
    <div
      className={classes.divider}
      role="slider"
      tabIndex={0}
      aria-label={t('compare.divider')}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(value)}
      style={{ left: `${value}%` }}
      onKeyDown={(event) => {
        const step = { ArrowLeft: -2, ArrowRight: 2, PageDown: -10, PageUp: 10, Home: -100, End: 100 }[
          event.key
        ]
        if (step === undefined) return
        event.preventDefault()
        event.stopPropagation()
        move(value + step)
      }}
      onPointerDown={(event) => {
        event.stopPropagation()
        event.currentTarget.setPointerCapture(event.pointerId)
      }}
      onPointerMove={(event) => {
        if (event.buttons !== 1 || width === 0) return
        event.stopPropagation()
        move(value + (100 * event.movementX) / width)
      }}
    >
      <span className={classes.grip} aria-hidden />
    </div>
  )
}

/** Shows one and the other in turns; whoever wants stillness turns them with the button. */
function useFlicker(active: boolean): { readonly showsVariant: boolean; readonly toggle: () => void } {
  const still = useReducedMotion()
  const [showsVariant, setShowsVariant] = useState(false)
  useEffect(() => {
    if (!active || still) return
    const timer = setInterval(() => setShowsVariant((shown) => !shown), flickerMs)
    return () => clearInterval(timer)
  }, [active, still])
  return { showsVariant, toggle: () => setShowsVariant((shown) => !shown) }
}

/** The pointer's part: dragging moves, the wheel zooms where the pointer is, a double click goes to the pixels. */
function usePan(stage: Stage, view: StageView, onView: (view: StageView) => void) {
  const dragging = useRef(false)
  const at = (event: React.MouseEvent): { x: number; y: number } => {
    const { left, top } = event.currentTarget.getBoundingClientRect()
    // In the second of two panes the same point of the picture is one pane further left.
    return { x: (event.clientX - left) % (stage.box.width + 1), y: event.clientY - top }
  }
  return {
    onPointerDown: (event: React.PointerEvent) => {
      if (event.button !== 0 || event.target instanceof HTMLButtonElement) return
      dragging.current = true
      event.currentTarget.setPointerCapture(event.pointerId)
    },
    onPointerMove: (event: React.PointerEvent) => {
      if (dragging.current) onView(panned(view, stage, event.movementX, event.movementY))
    },
    onPointerUp: () => {
      dragging.current = false
    },
    onWheel: (event: React.WheelEvent) => {
      if (event.deltaY !== 0) onView(zoomed(view, stage, event.deltaY < 0 ? 1 : -1, at(event)))
    },
    onDoubleClick: (event: React.MouseEvent) => {
      if (event.target instanceof HTMLButtonElement) return
      onView(view.zoom === 'fit' ? zoomedTo(view, stage, 1, at(event)) : fitted)
    },
  }
}

function viewAfter(key: string, view: StageView, stage: Stage): StageView | undefined {
  switch (key) {
    case 'ArrowLeft':
      return panned(view, stage, panStep, 0)
    case 'ArrowRight':
      return panned(view, stage, -panStep, 0)
    case 'ArrowUp':
      return panned(view, stage, 0, panStep)
    case 'ArrowDown':
      return panned(view, stage, 0, -panStep)
    case '+':
    case '=':
      return zoomed(view, stage, 1)
    case '-':
      return zoomed(view, stage, -1)
    case '0':
      return fitted
    case '1':
      return zoomedTo(view, stage, 1)
    default:
      return undefined
  }
}
