/** Decoded pixels: sRGB, 8 bits a channel, rows from top to bottom without gaps, alpha not premultiplied. */
export type RawImage = {
  readonly data: Uint8Array
  readonly width: number
  readonly height: number
  /** Grey, grey and alpha, RGB, or RGB and alpha. */
  readonly channels: 1 | 2 | 3 | 4
}

/** Repeats the last column and the last row until the image has at least `least` of both. */
export function padTo(image: RawImage, least: number): RawImage {
  const { data, channels } = image
  const width = Math.max(image.width, least)
  const height = Math.max(image.height, least)
  if (width === image.width && height === image.height) return image
  const padded = new Uint8Array(width * height * channels)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const from = (Math.min(y, image.height - 1) * image.width + Math.min(x, image.width - 1)) * channels
      padded.set(data.subarray(from, from + channels), (y * width + x) * channels)
    }
  }
  return { data: padded, width, height, channels }
}
