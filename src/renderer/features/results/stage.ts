type Extent = { readonly width: number; readonly height: number }

/** What of a picture is seen: how large its pixels are drawn, and which point of it is in the middle (0–1). */
export type StageView = {
  /** Device pixels per pixel of the picture, or as large as the box allows. */
  readonly zoom: number | 'fit'
  readonly x: number
  readonly y: number
}

/** A picture in a box, in CSS pixels. */
export type Stage = { readonly picture: Extent; readonly box: Extent; readonly pixelRatio: number }

export const fitted: StageView = { zoom: 'fit', x: 0.5, y: 0.5 }

const levels = [0.125, 0.25, 0.5, 1, 2, 4, 8, 16] as const

/** CSS pixels per pixel of the picture. Fitting never enlarges: blown-up pixels would say nothing about quality. */
export function scaleOf({ zoom }: StageView, { picture, box, pixelRatio }: Stage): number {
  if (zoom !== 'fit') return zoom / pixelRatio
  return Math.min(box.width / picture.width, box.height / picture.height, 1 / pixelRatio)
}

/** Where the picture's corner is in the box. A picture that fits is centred, a larger one leaves no gap. */
export function offsetOf(view: StageView, stage: Stage): { readonly left: number; readonly top: number } {
  const scale = scaleOf(view, stage)
  return {
    left: along(view.x, stage.picture.width * scale, stage.box.width),
    top: along(view.y, stage.picture.height * scale, stage.box.height),
  }
}

/** Moves the picture by so many CSS pixels; the view stays on it. */
export function panned(view: StageView, stage: Stage, dx: number, dy: number): StageView {
  const scale = scaleOf(view, stage)
  const { left, top } = offsetOf(view, stage)
  return {
    ...view,
    x: middle(left + dx, stage.picture.width * scale, stage.box.width),
    y: middle(top + dy, stage.picture.height * scale, stage.box.height),
  }
}

/** The next level of zoom in or out. The point of the picture under `at` (in the box, CSS pixels) stays there. */
export function zoomed(
  view: StageView,
  stage: Stage,
  direction: 1 | -1,
  at: { readonly x: number; readonly y: number } = { x: stage.box.width / 2, y: stage.box.height / 2 },
): StageView {
  const now = scaleOf(view, stage) * stage.pixelRatio
  const next =
    direction === 1
      ? levels.find((level) => level > now * 1.01)
      : levels.findLast((level) => level < now * 0.99)
  return next === undefined ? view : zoomedTo(view, stage, next, at)
}

/** A certain zoom, with the point under `at` where it was. */
export function zoomedTo(
  view: StageView,
  stage: Stage,
  zoom: number,
  at: { readonly x: number; readonly y: number } = { x: stage.box.width / 2, y: stage.box.height / 2 },
): StageView {
  const before = scaleOf(view, stage)
  const { left, top } = offsetOf(view, stage)
  const after = zoom / stage.pixelRatio
  const grown = after / before
  return {
    zoom,
    x: middle(at.x - (at.x - left) * grown, stage.picture.width * after, stage.box.width),
    y: middle(at.y - (at.y - top) * grown, stage.picture.height * after, stage.box.height),
  }
}

function along(centre: number, size: number, room: number): number {
  if (size <= room) return (room - size) / 2
  return Math.min(0, Math.max(room - size, room / 2 - centre * size))
}

function middle(start: number, size: number, room: number): number {
  if (size <= room) return 0.5
  const kept = Math.min(0, Math.max(room - size, start))
  return (room / 2 - kept) / size
}
