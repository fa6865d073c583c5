import { median } from 'simple-statistics'
import { pettitt } from '../statistics/pettitt.ts'

export type LevelChange = {
  /** Index of the first value of the new level. */
  readonly index: number
  readonly before: number
  readonly after: number
  readonly pValue: number
}

/** Values that a level needs on either side to be one. */
const leastValues = 7
/** One series in a hundred without a change looks as if it had one; there are dozens of series. */
const significance = 0.01
/** Share by which a level must differ from the one before it to matter. */
const leastChange = 0.1
/** A slope is no step: steps must leave this much less unexplained than the line does. */
const betterThanLine = 0.9

/**
 * The places where a series goes over to another level, found by Pettitt's test on the whole, then on the parts on
 * either side (binary segmentation: Scott & Knott 1974, *Biometrics* 30:507–512). Oldest first.
 *
 * @param line - The fitted line at each value: what steps have to explain better.
 */
export function levelChanges(values: readonly number[], line: readonly number[]): LevelChange[] {
  const cuts = split(values, 0).sort((a, b) => a.index - b.index)
  const levels = [0, ...cuts.map(({ index }) => index), values.length]
  const levelOf = (part: number) => median(values.slice(levels[part], levels[part + 1]))
  const changes = cuts.map(({ index, pValue }, part) => ({
    ...{ index, pValue, before: levelOf(part), after: levelOf(part + 1) },
  }))
  const steps = changes.filter(
    ({ before, after }) => Math.abs(after - before) >= leastChange * Math.abs(before),
  )
  return explainBetter(values, line, steps) ? steps : []
}

function split(values: readonly number[], offset: number): { index: number; pValue: number }[] {
  if (values.length < 2 * leastValues) return []
  const { index, pValue } = pettitt(values)
  if (pValue >= significance || index < leastValues || values.length - index < leastValues) return []
  return [
    { index: offset + index, pValue },
    ...split(values.slice(0, index), offset),
    ...split(values.slice(index), offset + index),
  ]
}

function explainBetter(
  values: readonly number[],
  line: readonly number[],
  steps: readonly LevelChange[],
): boolean {
  if (steps.length === 0) return false
  const bounds = [0, ...steps.map(({ index }) => index), values.length]
  const byLevels = bounds.slice(1).flatMap((end, part) => {
    const own = values.slice(bounds[part], end)
    const level = median(own)
    return own.map((value) => Math.abs(value - level))
  })
  const byLine = values.map((value, index) => Math.abs(value - (line[index] ?? value)))
  return total(byLevels) <= betterThanLine * total(byLine)
}

const total = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0)
