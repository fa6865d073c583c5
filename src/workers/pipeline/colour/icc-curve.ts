/** How many numbers each type of a parametric curve has, and what it does with them (ICC.1:2022, 10.18). */
const parametric: readonly { count: number; evaluate: (x: number, p: readonly number[]) => number }[] = [
  { count: 1, evaluate: (x, [g = 1]) => x ** g },
  { count: 3, evaluate: (x, [g = 1, a = 1, b = 0]) => (x >= -b / a ? (a * x + b) ** g : 0) },
  { count: 4, evaluate: (x, [g = 1, a = 1, b = 0, c = 0]) => (x >= -b / a ? (a * x + b) ** g + c : c) },
  { count: 5, evaluate: (x, [g = 1, a = 1, b = 0, c = 0, d = 0]) => (x >= d ? (a * x + b) ** g : c * x) },
  {
    count: 7,
    evaluate: (x, [g = 1, a = 1, b = 0, c = 0, d = 0, e = 0, f = 0]) =>
      x >= d ? (a * x + b) ** g + e : c * x + f,
  },
]

/**
 * The value at `x` (0–1) of a tone curve from an ICC profile, `curv` or `para`; `undefined` when the element is
 * neither or is cut off.
 */
export function evaluateCurve(element: Buffer, x: number): number | undefined {
  if (element.length < 12) return undefined
  const type = element.toString('latin1', 0, 4)
  if (type === 'curv') return evaluateSampled(element, x)
  return type === 'para' ? evaluateParametric(element, x) : undefined
}

/** No entries: a straight line; one: a gamma of 8.8 bits; more: samples at equal distances (ICC.1:2022, 10.6). */
function evaluateSampled(element: Buffer, x: number): number | undefined {
  const count = element.readUInt32BE(8)
  if (element.length < 12 + 2 * count) return undefined
  if (count === 0) return x
  if (count === 1) return x ** (element.readUInt16BE(12) / 256)
  const position = x * (count - 1)
  const below = Math.min(Math.floor(position), count - 2)
  const sample = (index: number) => element.readUInt16BE(12 + 2 * index) / 65_535
  return sample(below) + (position - below) * (sample(below + 1) - sample(below))
}

function evaluateParametric(element: Buffer, x: number): number | undefined {
  const curve = parametric[element.readUInt16BE(8)]
  if (curve === undefined || element.length < 12 + 4 * curve.count) return undefined
  const numbers = Array.from({ length: curve.count }, (_, i) => element.readInt32BE(12 + 4 * i) / 65_536)
  return curve.evaluate(x, numbers)
}
