import { availableParallelism } from 'node:os'
import * as z from 'zod'

const settingsSchema = z.object({
  /** Worker threads, so images at a time. */
  WHITTLE_THREADS: z.coerce.number().int().min(1).max(1024).optional(),
  /** libuv's own threads, 4 unless told. All decoding, encoding and file access of all workers runs on them. */
  UV_THREADPOOL_SIZE: z.coerce.number().int().default(4),
})

export type HostSettings = { readonly threads: number; readonly libuvThreads: number }

/**
 * What the engine passes through the environment, where libuv and malloc read theirs too.
 *
 * @throws ZodError when a variable is not a number.
 */
export function readSettings(env: Readonly<Record<string, string | undefined>>): HostSettings {
  const { WHITTLE_THREADS: threads = availableParallelism(), UV_THREADPOOL_SIZE: libuvThreads } =
    settingsSchema.parse(env)
  return { threads, libuvThreads }
}
