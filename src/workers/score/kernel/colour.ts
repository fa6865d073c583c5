import { linearOf, VECTOR } from './layout'

/** cbrt of the bias, which makes black 0. */
const CBRT_BIAS: f32 = 0.1559542005492486
const BIAS: f32 = 0.0037930732552754493

class Vector {
  /**
   * The cube root of four positive numbers, to the last bit or two of `f32`: a third of the exponent as a first guess
   * (within 4 %), then twice Halley's step, which triples the correct digits.
   */
  @inline
  static cubeRoot(x: v128): v128 {
    const third = f32x4.mul(f32x4.convert_i32x4_s(x), f32x4.splat(<f32>(1.0 / 3.0)))
    const guess = i32x4.add(i32x4.trunc_sat_f32x4_s(third), i32x4.splat(0x2a5137a0))
    return Vector.halley(Vector.halley(guess, x), x)
  }

  @inline
  static halley(y: v128, x: v128): v128 {
    const cube = f32x4.mul(f32x4.mul(y, y), y)
    const above = f32x4.add(cube, f32x4.add(x, x))
    const below = f32x4.add(f32x4.add(cube, cube), x)
    return f32x4.div(f32x4.mul(y, above), below)
  }

  /** One of the three cone responses, its weights summing to one. */
  @inline
  static response(red: v128, green: v128, blue: v128, r: f32, g: f32, b: f32): v128 {
    const mixed = f32x4.add(
      f32x4.add(f32x4.mul(red, f32x4.splat(r)), f32x4.mul(green, f32x4.splat(g))),
      f32x4.mul(blue, f32x4.splat(b)),
    )
    const biased = f32x4.max(f32x4.add(mixed, f32x4.splat(BIAS)), f32x4.splat(0))
    return f32x4.sub(Vector.cubeRoot(biased), f32x4.splat(CBRT_BIAS))
  }
}

/** One row of interleaved sRGB bytes to linear red, green and blue; what is transparent is blended over mid-grey. */
export function linearize(from: usize, channels: i32, width: i32, to: usize, linearStride: usize): void {
  const grey = channels < 3
  const transparent = (channels & 1) === 0
  const last = channels - 1
  for (let x = 0; x < width; x++) {
    let red = load<f32>(linearOf + ((<usize>load<u8>(from)) << 2))
    let green = grey ? red : load<f32>(linearOf + ((<usize>load<u8>(from, 1)) << 2))
    let blue = grey ? red : load<f32>(linearOf + ((<usize>load<u8>(from, 2)) << 2))
    if (transparent) {
      const alpha = <f32>load<u8>(from + last) * <f32>(1.0 / 255.0)
      const rest = <f32>0.5 * (<f32>1 - alpha)
      red = red * alpha + rest
      green = green * alpha + rest
      blue = blue * alpha + rest
    }
    store<f32>(to, red)
    store<f32>(to + linearStride, green)
    store<f32>(to + 2 * linearStride, blue)
    from += channels
    to += 4
  }
}

/** One row of linear RGB to positive XYB; a component whose target is 0 is left out. */
export function toXyb(
  linear: usize,
  linearStride: usize,
  width: i32,
  stride: usize,
  toX: usize,
  toY: usize,
  toB: usize,
): void {
  const end = i32x4.splat(width)
  let lane = i32x4(0, 1, 2, 3)
  for (let at: usize = 0; at < stride; at += VECTOR) {
    const inside = i32x4.lt_s(lane, end)
    lane = i32x4.add(lane, i32x4.splat(4))
    const red = v128.load(linear + at)
    const green = v128.load(linear + linearStride + at)
    const blue = v128.load(linear + 2 * linearStride + at)

    const m0 = Vector.response(red, green, blue, 0.3, 0.622, 0.078)
    const m1 = Vector.response(red, green, blue, 0.23, 0.692, 0.078)
    const y = f32x4.mul(f32x4.add(m0, m1), f32x4.splat(0.5))
    if (toX) {
      const x = f32x4.mul(f32x4.sub(m0, m1), f32x4.splat(7))
      v128.store(toX + at, v128.and(f32x4.add(x, f32x4.splat(0.42)), inside))
    }
    if (toY) v128.store(toY + at, v128.and(f32x4.add(y, f32x4.splat(0.01)), inside))
    if (toB) {
      const m2 = Vector.response(
        red,
        green,
        blue,
        0.24342268924547819,
        0.20476744424496821,
        0.5518098665095535,
      )
      v128.store(toB + at, v128.and(f32x4.add(f32x4.sub(m2, y), f32x4.splat(0.55)), inside))
    }
  }
}

/** The 2×2 mean of two rows of linear RGB; an odd width repeats the last column. */
export function halve(
  upper: usize,
  lower: usize,
  width: i32,
  linearStride: usize,
  to: usize,
  toStride: usize,
): void {
  const half = (<usize>((width + 1) >> 1)) << 2
  const last = (<usize>width) << 2
  for (let channel = 0; channel < 3; channel++) {
    store<f32>(upper + last, load<f32>(upper + last - 4))
    store<f32>(lower + last, load<f32>(lower + last - 4))
    for (let at: usize = 0; at < half; at += VECTOR) {
      const left = f32x4.add(v128.load(upper + 2 * at), v128.load(lower + 2 * at))
      const right = f32x4.add(v128.load(upper + 2 * at, VECTOR), v128.load(lower + 2 * at, VECTOR))
      const even = v128.shuffle<f32>(left, right, 0, 2, 4, 6)
      const odd = v128.shuffle<f32>(left, right, 1, 3, 5, 7)
      v128.store(to + at, f32x4.mul(f32x4.add(even, odd), f32x4.splat(0.25)))
    }
    upper += linearStride
    lower += linearStride
    to += toStride
  }
}
