import type { Step } from '../../../shared/model/item.ts'
import type { WorkSpan } from '../../../shared/model/monitor.ts'

/** Kinds of work that are told apart by colour; the words beside them say the same. */
export const phases = ['decoding', 'encoding', 'checking', 'writing'] as const
export type Phase = (typeof phases)[number]

const phaseOf: Readonly<Record<Step, Phase>> = {
  read: 'decoding',
  decode: 'decoding',
  resize: 'decoding',
  encode: 'encoding',
  verify: 'checking',
  judge: 'checking',
  write: 'writing',
}

export const phaseInk = {
  decoding: '--chart-2',
  encoding: '--chart-1',
  checking: '--chart-3',
  writing: '--chart-limit',
} as const satisfies Record<Phase, string>

/** In CSS pixels. */
export const laneHeight = 26
const barHeight = 20

export type Timeline = { readonly from: number; readonly to: number; readonly width: number }

/** Where a span is drawn; at least a pixel wide, so that nothing is lost. */
function boxOf(span: WorkSpan, { from, to, width }: Timeline) {
  const x = (at: number): number => (width * (at - from)) / (to - from)
  const left = Math.max(0, x(span.from))
  return {
    left,
    top: span.lane * laneHeight + (laneHeight - barHeight) / 2,
    width: Math.max(1, x(span.to ?? to) - left),
  }
}

/** The span at a point of the picture; `undefined` between them. */
export function spanAt(
  spans: readonly WorkSpan[],
  at: { readonly x: number; readonly y: number },
  timeline: Timeline,
): WorkSpan | undefined {
  return spans.findLast((span) => {
    const { left, width } = boxOf(span, timeline)
    return span.lane === Math.floor(at.y / laneHeight) && at.x >= left && at.x <= left + width
  })
}

/** Draws all spans, those of one image side by side under its name. */
export function drawLanes(
  context: CanvasRenderingContext2D,
  spans: readonly WorkSpan[],
  timeline: Timeline,
  inks: ReadonlyMap<string, string>,
): void {
  const { width } = timeline
  const lanes = 1 + Math.max(-1, ...spans.map(({ lane }) => lane))
  context.clearRect(0, 0, width, context.canvas.height)
  context.fillStyle = inks.get('--chart-grid') ?? 'gray'
  for (let lane = 0; lane < lanes; lane += 1) context.fillRect(0, (lane + 0.5) * laneHeight - 0.5, width, 1)
  const jobs = new Map<number, { left: number; right: number; span: WorkSpan }>()
  for (const span of spans) {
    const box = boxOf(span, timeline)
    if (box.left + box.width < 0) continue
    context.fillStyle = inks.get(phaseInk[phaseOf[span.step]]) ?? 'gray'
    context.fillRect(box.left, box.top, Math.max(1, box.width - 0.5), barHeight)
    const known = jobs.get(span.job)
    const right = box.left + box.width
    jobs.set(span.job, {
      left: Math.min(box.left, known?.left ?? box.left),
      right: Math.max(right, known?.right ?? 0),
      span,
    })
  }
  context.font = '550 11px "Inter Variable", system-ui, sans-serif'
  context.textBaseline = 'middle'
  for (const { left, right, span } of jobs.values()) nameJob(context, left, right, span, inks)
}

/** A gap where an image begins, and its name where there is room for it. */
function nameJob(
  context: CanvasRenderingContext2D,
  left: number,
  right: number,
  { lane, name }: WorkSpan,
  inks: ReadonlyMap<string, string>,
): void {
  const middle = (lane + 0.5) * laneHeight
  context.clearRect(left - 1, middle - laneHeight / 2, 1, laneHeight)
  if (right - left < 56) return
  context.save()
  context.beginPath()
  context.rect(left, middle - laneHeight / 2, right - left - 6, laneHeight)
  context.clip()
  const text = context.measureText(name)
  context.fillStyle = inks.get('--surface') ?? 'white'
  context.fillRect(left + 4, middle - 7, Math.min(text.width + 8, right - left - 12), 14)
  context.fillStyle = inks.get('--ink') ?? 'black'
  context.fillText(name, left + 8, middle + 0.5)
  context.restore()
}
