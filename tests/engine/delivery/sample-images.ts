import { resolve } from 'node:path'
import type { Manifest, ManifestImage } from '../../../src/engine/delivery/index.ts'
import type { Item } from '../../../src/shared/model/item.ts'
import type { OutputResult } from '../../../src/shared/model/output.ts'

/** An image as the manifest lists it; its outputs by path, each with its own SHA-256. */
export function image(source: string, outputs: readonly string[], sha256 = 'a'.repeat(64)): ManifestImage {
  return {
    source: { path: source, width: 1920, height: 1080, bytes: 900_000, format: 'jpeg' },
    complete: true,
    outputs: outputs.map((path) => ({
      path,
      format: 'avif',
      width: 640,
      height: 360,
      bytes: 30_000,
      sha256,
      quality: 60,
      effort: 3,
      score: null,
      notes: [],
      keptOriginal: false,
    })),
  }
}

export function manifest(images: ManifestImage[]): Manifest {
  return {
    version: 1,
    generator: 'whittle 0.1.0',
    updatedAt: '2026-11-23T07:12:05.000Z',
    recipe: { id: 'responsive-web', name: 'Responsive web' },
    images,
  }
}

/** A finished item of a folder; `outputs` are file names below `outDir`. */
export function item(inDir: string, name: string, outDir: string, outputs: readonly string[]): Item {
  const output = (path: string, index: number): OutputResult => ({
    index,
    path: resolve(outDir, path),
    format: 'webp',
    width: 640,
    height: 360,
    bytes: 20_000 + index,
    sha256: `${index}`.repeat(64),
    quality: 82,
    effort: 4,
    score: 81.5,
    ms: 100,
    cached: false,
    keptOriginal: false,
    notes: ['metadata-removed'],
  })
  return {
    id: name,
    input: resolve(inDir, name),
    name,
    state: 'done',
    probe: { format: 'jpeg', width: 1920, height: 1080, bytes: 900_000, pages: 1, hasAlpha: false },
    planned: [],
    outputs: outputs.map(output),
    ms: 500,
  }
}
