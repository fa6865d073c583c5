import { isAbsolute, relative, resolve, sep } from 'node:path'
import type { OwnedOutput } from '../ports.ts'
import type { Manifest } from './manifest.ts'

/**
 * The files that earlier runs made below `dir`, by absolute path. Whether one is still ours is for the caller to see
 * from its SHA-256. A manifest may come from anywhere, so an output that it places outside the folder is not believed.
 */
export function ownedOutputs(manifest: Manifest, dir: string): Map<string, OwnedOutput> {
  const owned = new Map<string, OwnedOutput>()
  for (const { source, outputs } of manifest.images) {
    for (const { path, sha256, bytes } of outputs) {
      const absolute = resolve(dir, path)
      if (isBelow(dir, absolute)) owned.set(absolute, { sha256, bytes, source: resolve(dir, source.path) })
    }
  }
  return owned
}

function isBelow(dir: string, path: string): boolean {
  const way = relative(dir, path)
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}
