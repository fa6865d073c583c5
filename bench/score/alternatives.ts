import { prepareReference, type RawImage } from '../../src/workers/score/index.ts'

/** Ways to judge an image for less that Whittle does not use; they are measured to show why. */
export type Method = (distorted: RawImage) => number

/** Square tiles, evenly spread, stacked on top of each other and scored as one image. */
export function tilesOf(original: RawImage, { side, count }: { side: number; count: number }): Method {
  const columns = Math.floor(original.width / side)
  const places = Array.from({ length: columns * Math.floor(original.height / side) }, (_, i) => ({
    left: (i % columns) * side,
    top: Math.floor(i / columns) * side,
  }))
  const chosen = places.filter((_, i) => isEvenlyChosen(i, places.length, count))
  const stack = (image: RawImage): RawImage => {
    const rows = chosen.flatMap(({ left, top }) =>
      Array.from({ length: side }, (_, y) => {
        const from = ((top + y) * image.width + left) * image.channels
        return image.data.subarray(from, from + side * image.channels)
      }),
    )
    return { data: Buffer.concat(rows), width: side, height: rows.length, channels: image.channels }
  }
  const reference = prepareReference(stack(original))
  return (distorted) => reference.score(stack(distorted))
}

/** Both images at half their width and height, averaged in linear light. */
export function toHalf(original: RawImage): Method {
  const reference = prepareReference(halve(original))
  return (distorted) => reference.score(halve(distorted))
}

function isEvenlyChosen(i: number, of: number, count: number): boolean {
  return of <= count || Math.floor((i * count) / of) !== Math.floor(((i - 1) * count) / of)
}

function halve({ data, width, height, channels }: RawImage): RawImage {
  const linear = Float64Array.from({ length: 256 }, (_, byte) => toLinear(byte / 255))
  const [w, h] = [width >> 1, height >> 1]
  const light = (x: number, y: number, c: number) => linear[data[(y * width + x) * channels + c] ?? 0] ?? 0
  const halved = Uint8Array.from({ length: w * h * channels }, (_, i) => {
    const c = i % channels
    const pixel = Math.floor(i / channels)
    const [x, y] = [2 * (pixel % w), 2 * Math.floor(pixel / w)]
    const sum = light(x, y, c) + light(x + 1, y, c) + light(x, y + 1, c) + light(x + 1, y + 1, c)
    return Math.round(255 * fromLinear(sum / 4))
  })
  return { data: halved, width: w, height: h, channels }
}

function toLinear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
}

function fromLinear(value: number): number {
  return value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055
}
