import { createHash } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { lock } from 'proper-lockfile'
import type { DeliveryPort, Log } from '../ports.ts'
import { type Manifest, toManifestImage } from './manifest.ts'
import { readManifest, writeManifest } from './manifest-file.ts'
import { mergeManifest } from './merge.ts'
import { ownedOutputs } from './owned.ts'

type DeliveryOptions = {
  /** Of Whittle, for the manifest. */
  readonly version: string
  readonly log: Log
  /** Where locks are kept: in Whittle's own folder, so that none is left in anybody else's. */
  readonly locks: string
  /** Epoch milliseconds. Default: the clock. */
  readonly now?: () => number
}

/**
 * Keeps the manifest of every output folder. Several runs, of this process or of others on the same home folder, may
 * record into one; they take turns.
 */
export function createDelivery(options: DeliveryOptions): DeliveryPort {
  const turns = new Map<string, Promise<void>>()
  const now = options.now ?? Date.now
  return {
    owned: async (outDir) => {
      const manifest = await readManifest(outDir, options.log, 'leave')
      return manifest === undefined ? new Map() : ownedOutputs(manifest, outDir)
    },
    finished: async (outDir) => {
      const manifest = await readManifest(outDir, options.log, 'leave')
      const at = Date.parse(manifest?.updatedAt ?? '')
      const complete = manifest?.images.filter((image) => image.complete) ?? []
      return new Map(
        complete.map(({ source }) => [resolve(outDir, source.path), { bytes: source.bytes, at }]),
      )
    },
    record: (outDir, recipe, items) => {
      const key = resolve(outDir)
      const additions: Manifest = {
        version: 1,
        generator: `whittle ${options.version}`,
        updatedAt: new Date(now()).toISOString(),
        recipe: { id: recipe.id, name: recipe.name },
        images: items.flatMap((item) => toManifestImage(item, key) ?? []),
      }
      const turn = (turns.get(key) ?? Promise.resolve()).then(async () => {
        // A run that made nothing leaves the folder as it is.
        if (additions.images.length === 0) return
        await alone(key, options.locks, async () => {
          await writeManifest(key, mergeManifest(await readManifest(key, options.log), additions))
        })
      })
      const settled = turn
        .catch(() => undefined)
        .then(() => {
          if (turns.get(key) === settled) turns.delete(key)
        })
      turns.set(key, settled)
      return turn
    },
  }
}

/** Runs `work` while no other process does so for the same folder; waits up to ten seconds for its turn. */
async function alone(folder: string, locks: string, work: () => Promise<void>): Promise<void> {
  await mkdir(locks, { recursive: true })
  const name = createHash('sha256').update(folder).digest('hex').slice(0, 32)
  const release = await lock(folder, {
    realpath: false,
    lockfilePath: join(locks, `${name}.lock`),
    stale: 5_000,
    retries: { retries: 200, factor: 1, minTimeout: 50, maxTimeout: 50 },
  })
  try {
    await work()
  } finally {
    await release()
  }
}
