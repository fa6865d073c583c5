import type { RasterFormat } from '../encoders/index.ts'

type Point = readonly [quality: number, score: number]

/**
 * SSIMULACRA 2 by quality, averaged over photographs at 800×500 (sharp 0.35.5; JPEG through mozjpeg with half the
 * colour resolution, WebP effort 4, AVIF effort 1, PNG with a palette). Only the shape matters: where an image lies
 * beside it is measured, see `score-curve.ts`. `npm run bench:curves` prints them anew.
 */
const typical: Readonly<Record<'avif' | 'webp' | 'jpeg' | 'png', readonly Point[]>> = {
  avif: [
    [1, 15],
    [10, 37.6],
    [20, 50.3],
    [30, 60.7],
    [40, 70.5],
    [50, 77.7],
    [60, 81.7],
    [70, 84.9],
    [80, 87.9],
    [90, 91.4],
    [100, 97.2],
  ],
  webp: [
    [1, 28],
    [10, 42.7],
    [20, 52.1],
    [30, 58.1],
    [40, 63.2],
    [50, 67.3],
    [60, 69.8],
    [70, 71.9],
    [75, 73.4],
    [80, 76.7],
    [90, 84.3],
    [100, 89.8],
  ],
  jpeg: [
    [1, -80],
    [5, -52.8],
    [10, -9.3],
    [20, 31.5],
    [30, 49.2],
    [40, 59.9],
    [50, 66.6],
    [60, 70.7],
    [70, 75.6],
    [80, 82.1],
    [90, 88.5],
    [95, 91.4],
    [100, 94.7],
  ],
  png: [
    [1, 10],
    [20, 43.4],
    [40, 52.3],
    [60, 63.6],
    [80, 75.9],
    [100, 80.5],
  ],
}

/** The typical score of a quality, 1–100, between the measured points on straight lines. */
export function typicalScore(format: RasterFormat, quality: number): number {
  const points = format === 'avif' || format === 'webp' || format === 'jpeg' ? typical[format] : typical.png
  const above = points.findIndex(([at]) => at >= quality)
  const [q1, s1] = points[above] ?? [quality, 100]
  const [q0, s0] = points[Math.max(0, above - 1)] ?? [q1, s1]
  return q1 === q0 ? s1 : s0 + ((quality - q0) / (q1 - q0)) * (s1 - s0)
}
