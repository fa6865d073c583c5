/**
 * Where everything lies in the linear memory. There is no allocator and no garbage: {@link layOut} places all that a
 * reference of one size needs, from `__heap_base` up, and grows the memory once if it has to.
 *
 * Rows of planes are `f32`, zero from the width to the stride, so that vector code may run over the end. The classes
 * are views of plain memory (`@unmanaged`): nothing is ever constructed.
 */

export const REFERENCE: i32 = 0
export const DISTORTED: i32 = 1

/** Bytes of a vector. */
export const VECTOR: usize = 16
export const COMPONENTS: i32 = 3
/** Per component and scale: three maps, each with its sum and the sum of its fourth powers. */
const SUMS: i32 = 6
/** The kernel reaches four pixels to each side. */
export const REACH: i32 = 4
export const TAPS: i32 = 9
/** Rows of a band. */
export const BAND: i32 = 8
const MAX_SCALES: i32 = 6
/** Rows that may be pushed before the other side must catch up. */
const MAX_CHUNK: i32 = 16
/** Rows of the reference kept when it is not stored whole: a chunk, the kernel's reach, and one row to spare. */
const RING: i32 = MAX_CHUNK + TAPS + 1

@unmanaged
export class Scale {
  width: i32
  height: i32
  /** Bytes from a row of a plane to the next. */
  stride: usize
  /** The same for rows of linear RGB, which leave room for the repeated last column. */
  linearStride: usize
  /** Rows kept of the reference: all, or a ring. */
  capacity: i32
  /** Rows from one band to the next, where only bands are compared. */
  period: i32
  compared: i32
}

/** One XYB component at one scale; `original` is 0 where it bears on no score. */
@unmanaged
export class Plane {
  /** The reference and its blurred mean, `capacity` rows each. */
  original: usize
  mean: usize
  /** The last nine rows of the distorted image d, of a² + d², and of ad. */
  distorted: usize
  squares: usize
  products: usize
}

/** How far one side has come at one scale. */
@unmanaged
export class Stream {
  rows: i32
  /** The last two rows of linear RGB: each red, green, blue. */
  linear: usize
}

const scaleTable: usize = memory.data(168)
const planeTable: usize = memory.data(360)
const streamTable: usize = memory.data(96)
/** 108 sums, `f64`: by scale, component, and then the three sums and the three sums of fourth powers. */
export const sums: usize = memory.data(864, 16)
/** What a byte means in linear light: 256 `f32`, written by the host. */
export const linearOf: usize = memory.data(1024, 16)

export let scaleCount: i32 = 0
/** Interleaved bytes as they come: `MAX_CHUNK` rows of at most four channels. */
export let staging: usize = 0
/** A row of nothing, for what lies above and below the image. */
export let zeroRow: usize = 0
/** Three rows for the two halves of a blur, with a zero vector on either side. */
export let blurred: usize = 0
export let blurredStride: usize = 0

export function scaleAt(scale: i32): Scale {
  return changetype<Scale>(scaleTable + scale * offsetof<Scale>())
}

export function planeAt(scale: i32, component: i32): Plane {
  return changetype<Plane>(planeTable + (scale * COMPONENTS + component) * offsetof<Plane>())
}

export function streamAt(side: i32, scale: i32): Stream {
  return changetype<Stream>(streamTable + (side * MAX_SCALES + scale) * offsetof<Stream>())
}

export function sumsAt(scale: i32, component: i32): usize {
  return sums + (((scale * COMPONENTS + component) * SUMS) << 3)
}

/**
 * @param needed Bit 3·scale + component is set where that plane bears on the score.
 * @param stored Whether the reference is kept, rather than run beside every distorted image.
 * @returns false when the memory cannot grow that far; then nothing may be pushed.
 */
export function layOut(width: i32, height: i32, scales: i32, needed: i32, stored: bool): bool {
  scaleCount = scales
  // In 64 bits: four billion bytes must be seen to be too many.
  let at: u64 = <u64>align(__heap_base, VECTOR)

  staging = <usize>at
  at += align(<usize>width * 4 * MAX_CHUNK, VECTOR)
  const widest = strideOf(width)
  zeroRow = <usize>at
  at += widest
  blurred = <usize>at + VECTOR
  blurredStride = widest + 2 * VECTOR
  at += 3 * blurredStride
  const cleared = <usize>at - zeroRow

  for (let s = 0, w = width, h = height; s < scales; s++, w = (w + 1) >> 1, h = (h + 1) >> 1) {
    const scale = scaleAt(s)
    scale.width = w
    scale.height = h
    scale.stride = strideOf(w)
    scale.linearStride = strideOf(w) + 3 * VECTOR
    scale.capacity = stored ? h : RING
    for (let side = REFERENCE; side <= DISTORTED; side++) {
      streamAt(side, s).rows = 0
      streamAt(side, s).linear = <usize>at
      at += 2 * 3 * scale.linearStride
    }
    for (let c = 0; c < COMPONENTS; c++) {
      const plane = planeAt(s, c)
      plane.original = 0
      if (!((needed >> (3 * s + c)) & 1)) continue
      const kept = <u64>scale.stride * scale.capacity
      plane.original = <usize>at
      plane.mean = <usize>(at + kept)
      at += 2 * kept
      plane.distorted = <usize>at
      plane.squares = <usize>at + scale.stride * TAPS
      plane.products = <usize>at + scale.stride * TAPS * 2
      at += scale.stride * TAPS * 3
    }
  }
  if (!growTo(at)) return false
  memory.fill(zeroRow, 0, cleared)
  return true
}

function growTo(end: u64): bool {
  const pages = (end + 0xffff) >> 16
  const missing = <i64>pages - memory.size()
  return missing <= 0 || (pages < 0x10000 && memory.grow(<i32>missing) >= 0)
}

function strideOf(width: i32): usize {
  return align(<usize>width * 4, VECTOR)
}

function align(bytes: usize, to: usize): usize {
  return (bytes + to - 1) & ~(to - 1)
}
