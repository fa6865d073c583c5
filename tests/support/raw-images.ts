import type { RawImage } from '../../src/workers/score/index.ts'
import { seeded } from './random.ts'

export type RawShape = Omit<RawImage, 'data'>

/** Waves with edges in them, the same for the same seed: something for every scale and every map. */
export function waves({ width, height, channels }: RawShape, seed: number): RawImage {
  const random = seeded(seed)
  const wave = random.list(
    channels,
    () => [random.int(3, 40), random.int(3, 40), random.int(0, 100)] as const,
  )
  const data = Uint8Array.from({ length: width * height * channels }, (_, i) => {
    const pixel = Math.floor(i / channels)
    const [across, down, phase] = wave[i % channels] ?? [1, 1, 0]
    const [x, y] = [pixel % width, Math.floor(pixel / width)]
    return 128 + 90 * Math.sin((x + phase) / across + y / down) + (x % 23 < 11 ? 35 : -35)
  })
  return { data, width, height, channels }
}

/** The image with every byte moved by up to `strength`. */
export function disturb(image: RawImage, strength: number, seed: number): RawImage {
  const random = seeded(seed)
  const data = image.data.map((byte) => {
    const moved = byte + random.int(-strength, strength)
    return Math.min(255, Math.max(0, moved))
  })
  return { ...image, data }
}
