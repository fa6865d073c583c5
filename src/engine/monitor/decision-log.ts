import type { Decision } from '../../shared/model/monitor.ts'

/** As many as a graph of ten minutes can show. */
const capacity = 200

/** Keeps the last decisions and tells each as it is made. */
export class DecisionLog {
  readonly #ring: Decision[] = []
  readonly #onDecision: (decision: Decision) => void

  constructor(onDecision: (decision: Decision) => void) {
    this.#onDecision = onDecision
  }

  /** Oldest first. */
  list(): readonly Decision[] {
    return [...this.#ring]
  }

  add(decision: Decision): void {
    this.#ring.push(decision)
    if (this.#ring.length > capacity) this.#ring.shift()
    this.#onDecision(decision)
  }
}
