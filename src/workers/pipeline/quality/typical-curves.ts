import type { RasterFormat } from '../encoders/index.ts'

type Point = readonly [quality: number, score: number]

/**
 * SSIMULACRA 2 by quality, averaged over photographs at 800×500 (sharp 0.35.5; JPEG and AVIF as they are tuned, with half
 * the colour resolution, WebP effort 4, AVIF effort 3, PNG with a palette). AVIF with all of it loses three quarters of
 * that at every quality. Only the shape matters: where an image lies
 * beside it is measured, see `score-curve.ts`. `npm run bench:curves` prints them anew.
 */
const typical: Readonly<Record<'avif' | 'webp' | 'jpeg' | 'png', readonly Point[]>> = {
  avif: [
    [1, -17.7],
    [5, -1.4],
    [10, 14.1],
    [15, 25.7],
    [20, 36.9],
    [25, 44.8],
    [30, 51.2],
    [35, 57.3],
    [40, 62.8],
    [45, 67.2],
    [50, 71.4],
    [55, 75.6],
    [60, 78.4],
    [65, 80.4],
    [70, 81.8],
    [75, 83.3],
    [80, 85.1],
    [85, 87.2],
    [90, 89],
    [95, 91.4],
    [100, 93.9],
  ],
  webp: [
    [1, 28],
    [5, 35.6],
    [10, 43.5],
    [20, 53.4],
    [30, 59.2],
    [40, 64.1],
    [50, 68.3],
    [60, 71],
    [70, 73.5],
    [75, 74.8],
    [80, 78.2],
    [85, 81.5],
    [90, 84.9],
    [95, 88.3],
    [100, 90.1],
  ],
  jpeg: [
    [1, -80],
    [5, -22.6],
    [10, 19.5],
    [15, 39.6],
    [20, 51],
    [25, 57.7],
    [30, 62.7],
    [40, 68.8],
    [50, 73.2],
    [55, 74.9],
    [60, 77.4],
    [65, 78.7],
    [70, 80.3],
    [75, 82.1],
    [80, 84],
    [85, 86.2],
    [90, 88.7],
    [95, 91.2],
    [100, 93.7],
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
