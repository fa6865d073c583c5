import { describe, expect, it } from 'vitest'
import { findAnomalies } from '../../../src/engine/analytics/anomalies/find-anomalies.ts'
import type { Anomaly } from '../../../src/shared/model/anomaly.ts'
import { generateYear, type Planted, type Year } from '../../support/generated-year.ts'

const hour = 3_600_000
/** Of the year, less what it takes to learn what is usual. */
const weeks = 47
const seeds = [1, 2, 3]

/** It lies on the event, and something that the event slows down is off. */
const isOf = (event: Planted, anomaly: Anomaly): boolean =>
  anomaly.from < event.to &&
  anomaly.to > event.from &&
  anomaly.from >= event.from - 3 * hour &&
  anomaly.deviations.some(({ subject }) => event.affects(subject))

/** An alarm is false when nothing had been planted there. */
const isFalse = ({ planted }: Year, anomaly: Anomaly): boolean =>
  !planted.some((event) => anomaly.from < event.to && anomaly.to > event.from)

describe('a generated year', () => {
  it.each(seeds)('has its planted changes found and explained, with hardly a false alarm (%i)', (seed) => {
    const year = generateYear(seed, true)
    const found = findAnomalies(year)
    const missed = year.planted.filter((event) => !found.some((anomaly) => isOf(event, anomaly)))
    const alarms = found.filter((anomaly) => isFalse(year, anomaly))
    expect(year.planted.length).toBeGreaterThan(20)
    expect(missed.length / year.planted.length).toBeLessThanOrEqual(0.1)
    expect(alarms.length / weeks).toBeLessThanOrEqual(1)

    const explained = year.planted.filter((event) => {
      const own = found.filter((anomaly) => isOf(event, anomaly))
      return own.some(({ causes }) => causes[0]?.kind === event.cause)
    })
    expect(explained.length / year.planted.length).toBeGreaterThanOrEqual(0.8)
  })

  it.each(seeds)('is merged: one event is told about once (%i)', (seed) => {
    const year = generateYear(seed, true)
    const found = findAnomalies(year)
    const perEvent = year.planted.map((event) => found.filter((anomaly) => isOf(event, anomaly)).length)
    const once = perEvent.filter((count) => count <= 1).length
    expect(once / perEvent.length).toBeGreaterThanOrEqual(0.8)
  })

  it.each([11, 12, 13, 14, 15])('of quiet raises nothing (%i)', (seed) => {
    const found = findAnomalies(generateYear(seed, false))
    expect(found.map(({ message, from }) => `${new Date(from).toISOString()} ${message}`)).toEqual([])
  })
})
