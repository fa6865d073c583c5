import type { JobCost } from './job-cost.ts'
import type { LearnedCosts } from './learned-costs.ts'

/** Resident bytes of the pool host, now and at their highest over the last second, and of the engine. */
export type OwnMemory = {
  readonly hostPid: number | undefined
  readonly hostBytes: number
  readonly hostPeakBytes: number
  readonly engineBytes: number
}

/** A running image, as its memory is watched. */
export type Claim = {
  readonly cost: JobCost
  /** Whether another image ran at any time while this one did. */
  company: boolean
  /** Highest resident bytes of the host while it ran, and how often they were looked at. */
  peakBytes: number
  looks: number
}

/** Before anything was measured; an engine and a host with idle workers, as seen on Node 20. */
const typical = { engineBytes: 90e6, hostBytes: 110e6 } as const
/** A peak that was looked at less often may have been missed. */
const leastLooks = 2

/**
 * Keeps the memory of all running images together within a budget, by what they are expected to need at their highest.
 * What is left of the budget after engine and idle workers is theirs; an image that needs more than that runs alone.
 */
export class MemoryBudget {
  readonly #learned: LearnedCosts
  readonly #claims = new Set<Claim>()
  #engineBytes: number = typical.engineBytes
  #ownBytes = 0
  #host: { readonly pid: number | undefined; readonly idleBytes: number } = {
    pid: undefined,
    idleBytes: typical.hostBytes,
  }

  constructor(learned: LearnedCosts) {
    this.#learned = learned
  }

  /** Images that hold a claim. */
  get running(): number {
    return this.#claims.size
  }

  observe(own: OwnMemory): void {
    this.#engineBytes = own.engineBytes
    this.#ownBytes = own.engineBytes + own.hostBytes
    if (own.hostPid === undefined) return
    // Freed memory stays with the process for a while: the least that was seen is what it needs without images.
    const idleBytes =
      own.hostPid === this.#host.pid ? Math.min(this.#host.idleBytes, own.hostBytes) : own.hostBytes
    this.#host = { pid: own.hostPid, idleBytes }
    for (const claim of this.#claims) {
      claim.peakBytes = Math.max(claim.peakBytes, own.hostPeakBytes)
      claim.looks += 1
    }
    const risen = own.hostPeakBytes - idleBytes
    if (this.#claims.size > 1 && risen > this.#claimed()) {
      this.#learned.sawTooLittle([...this.#claims].flatMap(({ cost: { heaviest } }) => heaviest ?? []))
    }
  }

  /** Whether an image fits beside those that run. Alone it always does. */
  fits(cost: JobCost, budgetBytes: number): boolean {
    if (this.#claims.size === 0) return true
    // Whatever was expected: what is there already counts too.
    if (this.#ownBytes >= budgetBytes) return false
    return this.#claimed() + cost.peakBytes <= this.roomBytes(budgetBytes)
  }

  /** What all images together may use. */
  roomBytes(budgetBytes: number): number {
    return Math.max(0, budgetBytes - this.#engineBytes - this.#host.idleBytes)
  }

  take(cost: JobCost): Claim {
    const claim: Claim = { cost, company: this.#claims.size > 0, peakBytes: 0, looks: 0 }
    for (const other of this.#claims) other.company = true
    this.#claims.add(claim)
    return claim
  }

  /** Gives the memory back, and learns from what the image really took if it can be told. */
  release(claim: Claim, succeeded: boolean): void {
    if (!this.#claims.delete(claim) || !succeeded) return
    const { cost, company, peakBytes, looks } = claim
    if (company || looks < leastLooks || cost.heaviest === undefined) return
    this.#learned.sawPeak(cost.heaviest, cost.peakBytes, peakBytes - this.#host.idleBytes)
  }

  #claimed(): number {
    let sum = 0
    for (const { cost } of this.#claims) sum += cost.peakBytes
    return sum
  }
}
