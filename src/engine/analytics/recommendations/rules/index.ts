import type { Advice, Facts, RuleOf } from '../facts.ts'
import { concurrency, memoryBudget, quietHours } from './machine.ts'
import { duplicates, replaceOriginals } from './originals.ts'
import { bytesServed, effortBeyondKnee, formatWithoutGain, redundantSize } from './recipes.ts'
import { cacheTooSmall, retention, slowTarget } from './storage.ts'

const rules: readonly RuleOf[] = [
  ...[effortBeyondKnee, redundantSize, concurrency, cacheTooSmall, slowTarget],
  ...[memoryBudget, quietHours, retention],
  ...[formatWithoutGain, replaceOriginals, duplicates, bytesServed],
]

/** What all rules say, in their order. */
export function adviseFrom(facts: Facts): Advice[] {
  return rules.flatMap((rule) => rule(facts))
}
