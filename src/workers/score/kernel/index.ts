/**
 * The inner loops of SSIMULACRA 2, in AssemblyScript with 128-bit SIMD.
 *
 * Both images come as rows from top to bottom. A row goes through all steps at its own scale while it is in the cache,
 * and every second row makes one of the next scale, so that nothing of the distorted image is ever held but the last
 * nine rows of each scale.
 */

import { rowAt } from './blur'
import { halve, linearize, toXyb } from './colour'
import { compareRow, describeRow, multiplyRow } from './compare'
import {
  BAND,
  COMPONENTS,
  DISTORTED,
  layOut,
  linearOf,
  planeAt,
  REACH,
  REFERENCE,
  Scale,
  scaleAt,
  scaleCount,
  staging,
  streamAt,
  sums,
  TAPS,
} from './layout'

/** See {@link layOut}. Must be called before everything else, and again for every new reference. */
export function configure(width: i32, height: i32, scales: i32, needed: i32, stored: bool): bool {
  return layOut(width, height, scales, needed, stored)
}

/** Where the host writes 256 `f32`: the linear light that each byte stands for. */
export function tableAddress(): usize {
  return linearOf
}

/** Where the host writes up to 16 rows before it calls {@link push}. */
export function stagingAddress(): usize {
  return staging
}

/** Where the host finds 108 `f64` after {@link finish} of the distorted side. */
export function sumsAddress(): usize {
  return sums
}

/** Starts one side anew. `bandPeriod` matters for the distorted side only; see {@link isCompared}. */
export function begin(side: i32, bandPeriod: i32): void {
  for (let s = 0; s < scaleCount; s++) streamAt(side, s).rows = 0
  if (side !== DISTORTED) return
  memory.fill(sums, 0, 864)
  for (let s = 0; s < scaleCount; s++) {
    scaleAt(s).compared = 0
    // A coarser scale has fewer rows to choose from, costs less, and weighs more.
    scaleAt(s).period = max(BAND, bandPeriod >> (2 * s))
  }
}

/** How many rows of a scale went into the sums. */
export function comparedRows(s: i32): i32 {
  return scaleAt(s).compared
}

/** Takes `rows` rows of interleaved bytes from the staging area. */
export function push(side: i32, channels: i32, rows: i32): void {
  const scale = scaleAt(0)
  const bytes = <usize>(scale.width * channels)
  for (let i = 0; i < rows; i++) {
    linearize(staging + bytes * i, channels, scale.width, nextLinearRow(side, 0), scale.linearStride)
    takeLinearRow(side, 0)
  }
}

/** Ends one side: rows below the last are nothing, and an odd last row counts twice in the next scale. */
export function finish(side: i32): void {
  for (let s = 0; s < scaleCount; s++) {
    const height = scaleAt(s).height
    if (height & 1 && s + 1 < scaleCount) {
      const last = linearRow(side, s, height - 1)
      halveInto(side, s, last, last)
    }
    for (let y = max(0, height - REACH); y < height; y++) completeRow(side, s, y)
  }
}

function linearRow(side: i32, s: i32, y: i32): usize {
  return streamAt(side, s).linear + <usize>(y & 1) * 3 * scaleAt(s).linearStride
}

function nextLinearRow(side: i32, s: i32): usize {
  return linearRow(side, s, streamAt(side, s).rows)
}

/** The row at {@link nextLinearRow} is there. */
function takeLinearRow(side: i32, s: i32): void {
  const y = streamAt(side, s).rows++
  const row = linearRow(side, s, y)
  if (side === REFERENCE) takeOriginal(s, y, row)
  else takeDistorted(s, y, row)
  if (y >= REACH) completeRow(side, s, y - REACH)
  if (y & 1 && s + 1 < scaleCount) halveInto(side, s, linearRow(side, s, y - 1), row)
}

function halveInto(side: i32, s: i32, upper: usize, lower: usize): void {
  const scale = scaleAt(s)
  halve(
    upper,
    lower,
    scale.width,
    scale.linearStride,
    nextLinearRow(side, s + 1),
    scaleAt(s + 1).linearStride,
  )
  takeLinearRow(side, s + 1)
}

function takeOriginal(s: i32, y: i32, row: usize): void {
  const x = originalRow(s, 0, y)
  const luma = originalRow(s, 1, y)
  const b = originalRow(s, 2, y)
  convert(s, row, x, luma, b)
}

function takeDistorted(s: i32, y: i32, row: usize): void {
  if (!isNearCompared(scaleAt(s), y)) return
  const x = distortedRow(s, 0, y)
  const luma = distortedRow(s, 1, y)
  const b = distortedRow(s, 2, y)
  convert(s, row, x, luma, b)
  for (let c = 0; c < COMPONENTS; c++) {
    const plane = planeAt(s, c)
    if (plane.original) multiplyRow(scaleAt(s), plane, y)
  }
}

function convert(s: i32, row: usize, x: usize, y: usize, b: usize): void {
  if (!(x | y | b)) return
  const scale = scaleAt(s)
  toXyb(row, scale.linearStride, scale.width, scale.stride, x, y, b)
}

function originalRow(s: i32, component: i32, y: i32): usize {
  const scale = scaleAt(s)
  const plane = planeAt(s, component)
  return plane.original ? rowAt(plane.original, scale.stride, scale.capacity, scale.height, y) : 0
}

function distortedRow(s: i32, component: i32, y: i32): usize {
  const scale = scaleAt(s)
  const plane = planeAt(s, component)
  return plane.original ? rowAt(plane.distorted, scale.stride, TAPS, scale.height, y) : 0
}

/** All that row `y` depends on is there. */
function completeRow(side: i32, s: i32, y: i32): void {
  const scale = scaleAt(s)
  if (side === DISTORTED) {
    if (!isCompared(scale, y)) return
    scale.compared++
  }
  for (let c = 0; c < COMPONENTS; c++) {
    const plane = planeAt(s, c)
    if (!plane.original) continue
    if (side === REFERENCE) describeRow(scale, plane, y)
    else compareRow(scale, plane, y, s, c)
  }
}

/** An estimate compares bands of eight rows, one in the middle of every `period` rows. A period of 8 leaves out none. */
function isCompared(scale: Scale, y: i32): bool {
  return (y + bandShift(scale)) % scale.period < BAND
}

/** Whether some row that is compared depends on row `y`. */
function isNearCompared(scale: Scale, y: i32): bool {
  return (y + bandShift(scale) + REACH) % scale.period < BAND + 2 * REACH
}

function bandShift(scale: Scale): i32 {
  return (scale.period + BAND) >> 1
}
