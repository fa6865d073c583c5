import type { AdmissionPort } from '../../src/engine/ports.ts'
import type { Admission } from '../../src/shared/model/monitor.ts'

/** Starts images in order, as many at once as `admission.limit` says at the moment. */
export function plainAdmission(admission: Admission): AdmissionPort {
  let running = 0
  return {
    current: () => admission,
    admit: (waiting) => {
      const item = waiting.at(-1)
      if (item === undefined || running >= admission.limit) return undefined
      running += 1
      return {
        item,
        release: () => {
          running -= 1
        },
      }
    },
  }
}
