import { relative, sep } from 'node:path'
import * as z from 'zod'
import type { Item } from '../../shared/model/item.ts'

/**
 * Relative to the manifest's folder, with forward slashes. An original on another Windows drive has no relative
 * path and keeps its absolute one.
 */
const place = z.string().min(1)

// Formats and notes are open lists: a folder that a later Whittle wrote with one format more stays readable.
const output = z.object({
  path: place,
  format: z.string(),
  width: z.int().min(1),
  height: z.int().min(1),
  bytes: z.int().min(0),
  /** Hexadecimal, of the file's bytes; by it a file that somebody changed is told from ours. */
  sha256: z.string(),
  quality: z.int().nullable(),
  effort: z.int().nullable(),
  score: z.number().nullable(),
  notes: z.array(z.string()),
  keptOriginal: z.boolean(),
  reason: z.string().optional(),
})

const image = z.object({
  source: z.object({
    path: place,
    width: z.int().min(1),
    height: z.int().min(1),
    bytes: z.int().min(0),
    format: z.string(),
  }),
  /** Whether all its outputs were made; `false` when it failed or was cancelled on the way. */
  complete: z.boolean(),
  outputs: z.array(output),
})
export type ManifestImage = z.output<typeof image>

/** What Whittle made in a folder, for the next run and for build tools. */
export const manifestSchema = z.object({
  version: z.literal(1),
  /** `whittle <version>`. */
  generator: z.string(),
  updatedAt: z.iso.datetime(),
  /** The recipe of the last run. */
  recipe: z.object({ id: z.string(), name: z.string() }),
  images: z.array(image),
})
export type Manifest = z.output<typeof manifestSchema>

/** A finished item as the manifest in `dir` lists it; `undefined` when it has no outputs. */
export function toManifestImage(item: Item, dir: string): ManifestImage | undefined {
  if (item.probe === undefined || item.outputs.length === 0) return undefined
  const { width, height, bytes, format } = item.probe
  return {
    source: { path: relativePosix(dir, item.input), width, height, bytes, format },
    complete: item.state === 'done',
    outputs: item.outputs.map((result) => ({
      path: relativePosix(dir, result.path),
      format: result.format,
      width: result.width,
      height: result.height,
      bytes: result.bytes,
      sha256: result.sha256,
      quality: result.quality,
      effort: result.effort,
      score: result.score,
      notes: [...result.notes],
      keptOriginal: result.keptOriginal,
      ...(result.reason === undefined ? {} : { reason: result.reason }),
    })),
  }
}

function relativePosix(dir: string, path: string): string {
  return relative(dir, path).split(sep).join('/')
}
