import { createHash } from 'node:crypto'
import type { PoolPayload } from '../../shared/contract/pool.ts'

/** What tells whether two jobs ask for the same, whatever they are about. */
export function recipeKeyOf({ treatment, outputs }: PoolPayload<'optimize'>): string {
  const asked = outputs.map(({ goal, format, alternatives = [] }) => [
    goal,
    [format, ...alternatives.map((one) => one.format)].sort(),
  ])
  return createHash('sha256')
    .update(JSON.stringify([treatment, asked]))
    .digest('hex')
    .slice(0, 16)
}
