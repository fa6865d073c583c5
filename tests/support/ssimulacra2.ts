import type { RawImage } from '../../src/workers/score/index.ts'
import { WEIGHTS } from '../../src/workers/score/weights.ts'

/**
 * SSIMULACRA 2.1 as its description reads, in double precision and without a thought for speed: what the fast scorer is
 * measured by. It leaves nothing out.
 */
export function ssimulacra2(original: RawImage, distorted: RawImage): number {
  let a = toLinear(original)
  let d = toLinear(distorted)
  const norms: number[][][] = [[], [], []]
  for (let scale = 0; scale < 6 && a.width >= 8 && a.height >= 8; scale += 1) {
    if (scale > 0) {
      a = halve(a)
      d = halve(d)
    }
    const [xybA, xybD] = [toXyb(a), toXyb(d)]
    norms.forEach((scales, component) => {
      scales.push(compare(planeOf(xybA, component), planeOf(xybD, component)))
    })
  }
  const weighted = norms.flat(2).map((norm, i) => norm * (WEIGHTS[i] ?? Number.NaN))
  return toScore(weighted.reduce((sum, value) => sum + value, 0))
}

type Plane = { readonly width: number; readonly height: number; readonly at: Float64Array }
type Picture = { readonly width: number; readonly height: number; readonly planes: readonly Float64Array[] }

function toLinear({ data, width, height, channels }: RawImage): Picture {
  const colours = channels < 3 ? [0, 0, 0] : [0, 1, 2]
  const planes = colours.map((channel) =>
    Float64Array.from({ length: width * height }, (_, i) => {
      const value = (data[i * channels + channel] ?? Number.NaN) / 255
      const linear = value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
      const alpha = channels % 2 === 0 ? (data[i * channels + channels - 1] ?? Number.NaN) / 255 : 1
      return alpha * linear + (1 - alpha) * 0.5
    }),
  )
  return { width, height, planes }
}

function halve(picture: Picture): Picture {
  const width = Math.ceil(picture.width / 2)
  const height = Math.ceil(picture.height / 2)
  const planes = picture.planes.map((plane) =>
    Float64Array.from({ length: width * height }, (_, i) => {
      const [x, y] = [2 * (i % width), 2 * Math.floor(i / width)]
      const [x2, y2] = [Math.min(x + 1, picture.width - 1), Math.min(y + 1, picture.height - 1)]
      const corners = [[x, y] as const, [x2, y] as const, [x, y2] as const, [x2, y2] as const]
      return corners.reduce((sum, [cx, cy]) => sum + read(plane, cy * picture.width + cx), 0) / 4
    }),
  )
  return { width, height, planes }
}

const CONES = [
  [0.3, 0.622, 0.078],
  [0.23, 0.692, 0.078],
  [0.24342268924547819, 0.20476744424496821, 0.5518098665095535],
] as const
const BIAS = 0.0037930732552754493

function toXyb({ width, height, planes }: Picture): Picture {
  const xyb = [0, 1, 2].map(() => new Float64Array(width * height))
  const [r, g, b] = planes
  const [toX, toY, toB] = xyb
  if (!(r && g && b && toX && toY && toB)) throw new Error('three planes')
  for (let i = 0; i < width * height; i += 1) {
    const [m0 = 0, m1 = 0, m2 = 0] = CONES.map(([kr, kg, kb]) => {
      const mixed = kr * read(r, i) + kg * read(g, i) + kb * read(b, i) + BIAS
      return Math.cbrt(Math.max(0, mixed)) - Math.cbrt(BIAS)
    })
    const y = (m0 + m1) / 2
    toX[i] = 14 * ((m0 - m1) / 2) + 0.42
    toY[i] = y + 0.01
    toB[i] = m2 - y + 0.55
  }
  return { width, height, planes: xyb }
}

function planeOf({ width, height, planes }: Picture, component: number): Plane {
  return { width, height, at: planes[component] ?? new Float64Array() }
}

/** The means of the three maps, then the fourth roots of their mean fourth powers. */
function compare(a: Plane, d: Plane): number[] {
  const mu1 = blur(a)
  const mu2 = blur(d)
  const s11 = blur(product(a, a))
  const s22 = blur(product(d, d))
  const s12 = blur(product(a, d))
  const C2 = 0.0009
  const maps = [0, 1, 2].map(() => new Float64Array(a.at.length))
  const [structural, ringing, blurring] = maps
  if (!(structural && ringing && blurring)) throw new Error('three maps')
  for (let i = 0; i < a.at.length; i += 1) {
    const [m1, m2] = [read(mu1.at, i), read(mu2.at, i)]
    const luminance = 1 - (m1 - m2) ** 2
    const above = 2 * (read(s12.at, i) - m1 * m2) + C2
    const below = read(s11.at, i) - m1 ** 2 + (read(s22.at, i) - m2 ** 2) + C2
    structural[i] = Math.max(0, 1 - (luminance * above) / below)
    const edge = (1 + Math.abs(read(d.at, i) - m2)) / (1 + Math.abs(read(a.at, i) - m1)) - 1
    ringing[i] = Math.max(0, edge)
    blurring[i] = Math.max(0, -edge)
  }
  return [...maps.map((map) => mean(map, 1)), ...maps.map((map) => mean(map, 4) ** 0.25)]
}

const TAPS = [
  0.2646211054881986, 0.21292859201042227, 0.10933537277746035, 0.03601111465836439, 0.00941436780965374,
]

function blur(plane: Plane): Plane {
  return blurAlong(blurAlong(plane, 1, 0), 0, 1)
}

function blurAlong({ width, height, at }: Plane, dx: number, dy: number): Plane {
  const blurred = at.map((_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)]
    let sum = 0
    for (let k = -4; k <= 4; k += 1) {
      const [sx, sy] = [x + k * dx, y + k * dy]
      if (sx < 0 || sy < 0 || sx >= width || sy >= height) continue
      sum += (TAPS[Math.abs(k)] ?? Number.NaN) * read(at, sy * width + sx)
    }
    return sum
  })
  return { width, height, at: blurred }
}

function product(a: Plane, b: Plane): Plane {
  return { ...a, at: a.at.map((value, i) => value * read(b.at, i)) }
}

function mean(values: Float64Array, power: number): number {
  return values.reduce((sum, value) => sum + value ** power, 0) / values.length
}

function toScore(weightedSum: number): number {
  const t = 0.9562382616834844 * weightedSum
  const curved = 2.326765642916932 * t - 0.020884521182843837 * t ** 2 + 6.248496625763138e-5 * t ** 3
  return curved > 0 ? 100 - 10 * curved ** 0.6276336467831387 : 100
}

function read(values: Float64Array, index: number): number {
  return values[index] ?? Number.NaN
}
