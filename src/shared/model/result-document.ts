import * as z from 'zod'
import { outputFormatSchema } from '../formats.ts'

const outcome = z.object({ input: z.string(), code: z.string(), message: z.string() })

/** The one document that `whittle optimize --json` prints and that reports are made of. */
export const resultDocumentSchema = z.object({
  batchId: z.string(),
  recipe: z.string(),
  durationMs: z.number(),
  totalProcessed: z.int(),
  bytesIn: z.int(),
  bytesOut: z.int(),
  cache: z.object({ hits: z.int(), misses: z.int() }),
  success: z.array(
    z.object({
      input: z.string(),
      format: z.string(),
      width: z.int(),
      height: z.int(),
      bytes: z.int(),
      ms: z.number(),
      outputs: z.array(
        z.object({
          path: z.string(),
          format: outputFormatSchema,
          width: z.int(),
          height: z.int(),
          bytes: z.int(),
          /** `null` where every pixel was kept. */
          quality: z.int().nullable(),
          effort: z.int().nullable(),
          score: z.number().nullable(),
          cached: z.boolean(),
          keptOriginal: z.boolean(),
          notes: z.array(z.string()),
          /** Why it is in this format; present where Whittle chose. */
          reason: z.string().optional(),
        }),
      ),
    }),
  ),
  failed: z.array(outcome),
  skipped: z.array(outcome),
  /** What a higher effort would cost and save, where that was measured on this machine. */
  remarks: z.array(z.string()).optional(),
})
export type ResultDocument = z.output<typeof resultDocumentSchema>
