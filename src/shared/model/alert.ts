import * as z from 'zod'

/** A threshold that was crossed for long enough to matter. */
export const alertSchema = z.object({
  id: z.string(),
  rule: z.enum(['slow-operation', 'cpu', 'memory', 'errors']),
  /** What it is about, e.g. `preview image` or `optimize avif 1-4MP`; empty for the machine. */
  subject: z.string(),
  raisedAt: z.number(),
  /** Absent while it lasts. */
  clearedAt: z.number().optional(),
  /** In the unit of the values: ms or percent. */
  threshold: z.number(),
  /** The worst value so far. */
  worst: z.number(),
  message: z.string(),
  /** The values that raised it, oldest first. */
  evidence: z.array(z.object({ at: z.number(), value: z.number() })),
})
export type Alert = z.output<typeof alertSchema>
