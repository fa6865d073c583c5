import { Blur, blurDown, rowAt } from './blur'
import { blurred, blurredStride, Plane, Scale, sumsAt, TAPS, VECTOR } from './layout'

/** Keeps the structural error finite where nothing varies. */
const C2: f32 = 0.0009

class Sum {
  @inline
  static store(to: usize, lanes: v128): void {
    const pairs = f64x2.add(
      f64x2.promote_low_f32x4(lanes),
      f64x2.promote_low_f32x4(v128.shuffle<f32>(lanes, lanes, 2, 3, 2, 3)),
    )
    store<f64>(to, load<f64>(to) + f64x2.extract_lane(pairs, 0) + f64x2.extract_lane(pairs, 1))
  }

  @inline
  static fourth(x: v128): v128 {
    const square = f32x4.mul(x, x)
    return f32x4.mul(square, square)
  }
}

/** The blurred mean of row `y` of the reference. */
export function describeRow(scale: Scale, plane: Plane, y: i32): void {
  blurDown(blurred, plane.original, scale.stride, scale.capacity, scale.height, y)
  const to = rowAt(plane.mean, scale.stride, scale.capacity, scale.height, y)
  for (let at: usize = 0; at < scale.stride; at += VECTOR) v128.store(to + at, Blur.across(blurred + at))
}

/** a² + d² and ad for row `y`: what is blurred with them is all that the structural error needs. */
export function multiplyRow(scale: Scale, plane: Plane, y: i32): void {
  const stride = scale.stride
  const original = rowAt(plane.original, stride, scale.capacity, scale.height, y)
  const distorted = rowAt(plane.distorted, stride, TAPS, scale.height, y)
  const squares = rowAt(plane.squares, stride, TAPS, scale.height, y)
  const products = rowAt(plane.products, stride, TAPS, scale.height, y)
  for (let at: usize = 0; at < stride; at += VECTOR) {
    const a = v128.load(original + at)
    const d = v128.load(distorted + at)
    v128.store(squares + at, f32x4.add(f32x4.mul(a, a), f32x4.mul(d, d)))
    v128.store(products + at, f32x4.mul(a, d))
  }
}

/**
 * Adds the three maps of row `y` to the sums. Every step gives exactly nothing where both sides are equal: identical
 * images score 100 to the last bit.
 */
export function compareRow(scale: Scale, plane: Plane, y: i32, s: i32, component: i32): void {
  const stride = scale.stride
  const height = scale.height
  const firstRow = blurred
  const secondRow = blurred + blurredStride
  const thirdRow = blurred + 2 * blurredStride
  blurDown(firstRow, plane.distorted, stride, TAPS, height, y)
  blurDown(secondRow, plane.squares, stride, TAPS, height, y)
  blurDown(thirdRow, plane.products, stride, TAPS, height, y)

  const original = rowAt(plane.original, stride, scale.capacity, height, y)
  const mean = rowAt(plane.mean, stride, scale.capacity, height, y)
  const distorted = rowAt(plane.distorted, stride, TAPS, height, y)
  const one = f32x4.splat(1)
  const zero = f32x4.splat(0)
  const end = i32x4.splat(scale.width)
  let lane = i32x4(0, 1, 2, 3)
  let error = zero
  let error4 = zero
  let ringing = zero
  let ringing4 = zero
  let blurring = zero
  let blurring4 = zero
  for (let at: usize = 0; at < stride; at += VECTOR) {
    const inside = i32x4.lt_s(lane, end)
    lane = i32x4.add(lane, i32x4.splat(4))
    const mu1 = v128.load(mean + at)
    const mu2 = Blur.across(firstRow + at)
    const squares = Blur.across(secondRow + at)
    const products = Blur.across(thirdRow + at)

    const difference = f32x4.sub(mu1, mu2)
    const luminance = f32x4.sub(one, f32x4.mul(difference, difference))
    const covariance = f32x4.sub(products, f32x4.mul(mu1, mu2))
    const variances = f32x4.sub(squares, f32x4.add(f32x4.mul(mu1, mu1), f32x4.mul(mu2, mu2)))
    const above = f32x4.mul(luminance, f32x4.add(f32x4.add(covariance, covariance), f32x4.splat(C2)))
    const similarity = f32x4.div(above, f32x4.add(variances, f32x4.splat(C2)))
    const e = v128.and(f32x4.max(f32x4.sub(one, similarity), zero), inside)
    error = f32x4.add(error, e)
    error4 = f32x4.add(error4, Sum.fourth(e))

    const edge1 = f32x4.add(one, f32x4.abs(f32x4.sub(v128.load(original + at), mu1)))
    const edge2 = f32x4.add(one, f32x4.abs(f32x4.sub(v128.load(distorted + at), mu2)))
    const ratio = v128.and(f32x4.sub(f32x4.div(edge2, edge1), one), inside)
    const more = f32x4.max(ratio, zero)
    const less = f32x4.max(f32x4.neg(ratio), zero)
    ringing = f32x4.add(ringing, more)
    ringing4 = f32x4.add(ringing4, Sum.fourth(more))
    blurring = f32x4.add(blurring, less)
    blurring4 = f32x4.add(blurring4, Sum.fourth(less))
  }
  const to = sumsAt(s, component)
  Sum.store(to, error)
  Sum.store(to + 8, ringing)
  Sum.store(to + 16, blurring)
  Sum.store(to + 24, error4)
  Sum.store(to + 32, ringing4)
  Sum.store(to + 40, blurring4)
}
