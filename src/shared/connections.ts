import * as z from 'zod'

export const connectionNameSchema = z.enum(['3g', 'slow-4g', '4g', 'cable', 'fibre'])
export type ConnectionName = z.output<typeof connectionNameSchema>

export type Connection = {
  /** Bits per second towards the visitor. */
  readonly downBits: number
  /** There and back, in milliseconds. */
  readonly roundTripMs: number
}

/**
 * The connections that load times are estimated on, slowest first: `3g` and `slow-4g` are Lighthouse's "regular 3G" and
 * "slow 4G" (core/config/constants.js), the others WebPageTest's "4G", "Cable" and "FIOS" (connectivity.ini.sample).
 */
export const connections: Readonly<Record<ConnectionName, Connection>> = {
  '3g': { downBits: 700_000, roundTripMs: 300 },
  'slow-4g': { downBits: 1_600_000, roundTripMs: 150 },
  '4g': { downBits: 9_000_000, roundTripMs: 170 },
  cable: { downBits: 5_000_000, roundTripMs: 28 },
  fibre: { downBits: 20_000_000, roundTripMs: 4 },
}
