import { describe, expect, it } from 'vitest'
import {
  fitted,
  offsetOf,
  panned,
  type Stage,
  scaleOf,
  zoomed,
  zoomedTo,
} from '../../../../src/renderer/features/results/stage.ts'

const stage: Stage = {
  picture: { width: 2000, height: 1000 },
  box: { width: 1000, height: 800 },
  pixelRatio: 1,
}

/** Where a point of the picture (in its own pixels) is in the box. */
function placeOf(view: typeof fitted, at: Stage, x: number): number {
  return offsetOf(view, at).left + x * scaleOf(view, at)
}

describe('the stage of the comparison', () => {
  it('fits a picture in and centres it', () => {
    expect(scaleOf(fitted, stage)).toBe(0.5)
    expect(offsetOf(fitted, stage)).toEqual({ left: 0, top: 150 })
  })

  it('never enlarges a small picture to fit', () => {
    const small = { ...stage, picture: { width: 100, height: 100 } }
    expect(scaleOf(fitted, small)).toBe(1)
    expect(scaleOf(fitted, { ...small, pixelRatio: 2 })).toBe(0.5)
  })

  it('keeps the point under the pointer where it is', () => {
    const at = { x: 250, y: 400 }
    const view = zoomed(fitted, stage, 1, at)
    expect(view.zoom).toBe(1)
    expect(placeOf(view, stage, 500)).toBeCloseTo(250)
    const closer = zoomed(view, stage, 1, at)
    expect(closer.zoom).toBe(2)
    expect(placeOf(closer, stage, 500)).toBeCloseTo(250)
  })

  it('moves as far as the picture goes, and no gap opens', () => {
    const close = zoomedTo(fitted, stage, 1)
    const left = panned(close, stage, 10_000, 0)
    expect(offsetOf(left, stage).left).toBe(0)
    expect(offsetOf(panned(left, stage, -120, 0), stage).left).toBe(-120)
    expect(offsetOf(panned(close, stage, -10_000, 0), stage).left).toBe(-1000)
  })

  it('stops at its closest and its farthest', () => {
    const closest = zoomedTo(fitted, stage, 16)
    expect(zoomed(closest, stage, 1)).toEqual(closest)
    const farthest = zoomedTo(fitted, stage, 0.125)
    expect(zoomed(farthest, stage, -1)).toEqual(farthest)
  })
})
