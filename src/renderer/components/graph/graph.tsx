import { useEffect, useEffectEvent, useRef } from 'react'
import uPlot from 'uplot'
import classes from './graph.module.css'
import { type GraphSpec, type Mark, optionsOf } from './options.ts'
import { useInks } from './use-inks.ts'

type GraphProps = {
  readonly spec: GraphSpec
  /** Seconds, then one column per series; `null` where nothing is known. */
  readonly data: uPlot.AlignedData
  /** The span shown, in epoch seconds. */
  readonly from: number
  readonly to: number
  readonly marks: readonly Mark[]
  /** A sentence that says what the picture shows. */
  readonly description: string
  /** Index of the point under the pointer, `undefined` when it left. */
  readonly onPoint: (index: number | undefined) => void
}

/** A live graph that fills its box. The canvas is redrawn, the page never laid out anew. */
export function Graph({ spec, data, from, to, marks, description, onPoint }: GraphProps): React.JSX.Element {
  const box = useRef<HTMLDivElement>(null)
  const plot = useRef<uPlot>(null)
  const inks = useInks(box, spec)
  const pointed = useEffectEvent(onPoint)
  const marked = useRef(marks)
  marked.current = marks
  const initial = useEffectEvent(() => ({ data, from, to }))

  useEffect(() => {
    const element = box.current
    if (element === null || inks === undefined) return
    const { width, height } = element.getBoundingClientRect()
    const start = initial()
    const created = new uPlot(
      {
        ...optionsOf(spec, inks, pointed, () => marked.current),
        width: Math.floor(width),
        height: Math.floor(height),
      },
      start.data,
      element,
    )
    created.setScale('x', { min: start.from, max: start.to })
    plot.current = created
    const observer = new ResizeObserver(([entry]) => {
      if (entry === undefined) return
      created.setSize({
        width: Math.floor(entry.contentRect.width),
        height: Math.floor(entry.contentRect.height),
      })
    })
    observer.observe(element)
    return () => {
      observer.disconnect()
      created.destroy()
      plot.current = null
    }
  }, [spec, inks])

  useEffect(() => {
    plot.current?.batch(() => {
      plot.current?.setData(data, false)
      plot.current?.setScale('x', { min: from, max: to })
    })
  }, [data, from, to])

  return <div ref={box} className={classes.box} role="img" aria-label={description} />
}
