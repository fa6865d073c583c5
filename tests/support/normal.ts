import { seeded } from './random.ts'

/** Standard normal numbers, the same in every run (Box & Muller 1958). */
export function normal(seed: number): () => number {
  const random = seeded(seed)
  const uniform = () => (random.int(0, 999_999) + 0.5) / 1_000_000
  return () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform())
}
