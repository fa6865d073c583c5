import type { Inputs } from './inputs.ts'

/** What a part of the benchmark works with. */
export type PartContext = {
  readonly inputs: Inputs
  /** Folder for everything that is made. */
  readonly scratch: string
  /** As little as shows that everything works. */
  readonly quick: boolean
  /** Whether peers from the npm registry may be installed. */
  readonly peers: boolean
}

type Cell = string | number

/** What came out: rows to be read, checks against targets, and whatever else is worth keeping. */
export type PartResult = {
  readonly title: string
  readonly rows: readonly Readonly<Record<string, Cell>>[]
  readonly checks: readonly Check[]
  readonly notes?: readonly string[]
  readonly details?: object
}

export type Check = {
  readonly what: string
  readonly value: number
  readonly target: string
  readonly met: boolean
}

export function atMost(what: string, value: number, limit: number): Check {
  return { what, value: round(value), target: `≤ ${limit}`, met: value <= limit }
}

export function atLeast(what: string, value: number, limit: number): Check {
  return { what, value: round(value), target: `≥ ${limit}`, met: value >= limit }
}

/** Three digits after the point are more than any of this repeats. */
export function round(value: number): number {
  return Math.round(value * 1_000) / 1_000
}

export function seconds(ms: number): number {
  return Math.round(ms / 10) / 100
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

/** @returns `NaN` of nothing. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
}
