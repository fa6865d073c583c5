import { type Metric, onCLS, onFCP, onINP, onLCP, onTTFB } from 'web-vitals'
import type { ParamsOf } from '../../shared/contract/define.ts'
import type { ShellCommands } from '../../shared/contract/shell.ts'
import { call } from '../bridge.ts'

type WindowMetric = ParamsOf<ShellCommands, 'recordWindowMetric'>

/** Shares of what was good, for the scoreboard; the history has every single measurement. */
const pictures = { asked: 0, fast: 0, slowestMs: 0 }
/** A picture that is there sooner was waiting for us: it was cached or prefetched. */
const fastMs = 100

/** Measures the window itself: first and largest paint, layout shifts, the slowest reaction, tasks that block it. */
export function measureWindow(): void {
  const report = ({ name, value, rating }: Metric): void => {
    if (name === 'FCP' || name === 'LCP' || name === 'CLS' || name === 'INP' || name === 'TTFB') {
      record({ metric: name, value, ok: rating !== 'poor' })
    }
  }
  onFCP(report)
  onLCP(report)
  // Otherwise it is told only when the window is hidden.
  onCLS(report, { reportAllChanges: true })
  onINP(report)
  onTTFB(report)
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      record({ metric: 'long-task', value: entry.duration, ok: entry.duration < 100 })
    }
  }).observe({ type: 'longtask', buffered: true })
}

/** Time from asking for a picture to its pixels. One in eight is recorded: scrolling asks for hundreds. */
export function recordImage(ms: number, ok: boolean): void {
  pictures.asked += 1
  if (ok && ms < fastMs) pictures.fast += 1
  pictures.slowestMs = Math.max(pictures.slowestMs, ms)
  if (pictures.asked % 8 === 1) record({ metric: 'image', value: ms, ok })
}

/** The share of pictures that were there at once, 0–1; `undefined` before the first. */
export function pictureHitRate(): number | undefined {
  return pictures.asked === 0 ? undefined : pictures.fast / pictures.asked
}

function record(metric: WindowMetric): void {
  // A lost measurement is not worth an error.
  call('recordWindowMetric', metric).catch(() => undefined)
}
