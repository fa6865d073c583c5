import { VECTOR, zeroRow } from './layout'

/** The taps from the centre outwards; outside the image is nothing, and nothing makes up for it. */
const K0: f32 = 0.2646211054881986
const K1: f32 = 0.21292859201042227
const K2: f32 = 0.10933537277746035
const K3: f32 = 0.03601111465836439
const K4: f32 = 0.00941436780965374

export class Blur {
  /** Blurs one vector along its row, which has a vector of zeros on either side. */
  @inline
  static across(at: usize): v128 {
    return Blur.weigh(
      v128.load(at),
      f32x4.add(v128.load(at - 4), v128.load(at + 4)),
      f32x4.add(v128.load(at - 8), v128.load(at + 8)),
      f32x4.add(v128.load(at - 12), v128.load(at + 12)),
      f32x4.add(v128.load(at - 16), v128.load(at + 16)),
    )
  }

  @inline
  static weigh(centre: v128, one: v128, two: v128, three: v128, four: v128): v128 {
    const near = f32x4.add(f32x4.mul(centre, f32x4.splat(K0)), f32x4.mul(one, f32x4.splat(K1)))
    const far = f32x4.add(f32x4.mul(two, f32x4.splat(K2)), f32x4.mul(three, f32x4.splat(K3)))
    return f32x4.add(f32x4.add(near, far), f32x4.mul(four, f32x4.splat(K4)))
  }
}

/**
 * Blurs row `y` of a plane (`height` rows, of which the last `capacity` are kept) across its neighbours above and
 * below. This half comes first, so that the other one can run in registers, right where its result is used.
 */
export function blurDown(to: usize, plane: usize, stride: usize, capacity: i32, height: i32, y: i32): void {
  const a4 = rowAt(plane, stride, capacity, height, y - 4)
  const a3 = rowAt(plane, stride, capacity, height, y - 3)
  const a2 = rowAt(plane, stride, capacity, height, y - 2)
  const a1 = rowAt(plane, stride, capacity, height, y - 1)
  const centre = rowAt(plane, stride, capacity, height, y)
  const b1 = rowAt(plane, stride, capacity, height, y + 1)
  const b2 = rowAt(plane, stride, capacity, height, y + 2)
  const b3 = rowAt(plane, stride, capacity, height, y + 3)
  const b4 = rowAt(plane, stride, capacity, height, y + 4)
  for (let at: usize = 0; at < stride; at += VECTOR) {
    v128.store(
      to + at,
      Blur.weigh(
        v128.load(centre + at),
        f32x4.add(v128.load(a1 + at), v128.load(b1 + at)),
        f32x4.add(v128.load(a2 + at), v128.load(b2 + at)),
        f32x4.add(v128.load(a3 + at), v128.load(b3 + at)),
        f32x4.add(v128.load(a4 + at), v128.load(b4 + at)),
      ),
    )
  }
  // A finer scale may have left something here.
  v128.store(to + stride, f32x4.splat(0))
}

export function rowAt(plane: usize, stride: usize, capacity: i32, height: i32, y: i32): usize {
  return y < 0 || y >= height ? zeroRow : plane + <usize>(y % capacity) * stride
}
