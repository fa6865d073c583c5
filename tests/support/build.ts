import { buildIfStale } from '../../scripts/build.mjs'

/** Vitest calls this once before all tests. */
export async function setup(): Promise<void> {
  await buildIfStale()
}
