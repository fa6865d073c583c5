import type { Manifest, ManifestImage } from './manifest.ts'

/**
 * Adds the images of a run to what the folder already held. Everything beside the images comes from `additions`.
 *
 * An image that is listed already keeps outputs that the run did not make again, e.g. another format of an earlier
 * run: they are still there and still ours. A path belongs to the image that wrote it last. Images and outputs are
 * in the order of their paths, so that two runs over the same folder differ only where something changed.
 */
export function mergeManifest(existing: Manifest | undefined, additions: Manifest): Manifest {
  const written = new Set(
    additions.images.flatMap((image) => image.outputs.map((output) => keyOf(output.path))),
  )
  const images = new Map<string, ManifestImage>()
  for (const image of existing?.images ?? []) {
    const outputs = image.outputs.filter((output) => !written.has(keyOf(output.path)))
    images.set(image.source.path, { ...image, outputs })
  }
  for (const { outputs, ...image } of additions.images) {
    const earlier = images.get(image.source.path)?.outputs ?? []
    images.set(image.source.path, { ...image, outputs: [...earlier, ...outputs] })
  }
  const listed = [...images.values()].filter((image) => image.outputs.length > 0)
  return {
    ...additions,
    images: listed
      .map(({ outputs, ...image }) => ({ ...image, outputs: outputs.toSorted(by((output) => output.path)) }))
      .sort(by((image) => image.source.path)),
  }
}

/** Most file systems take names that differ only in case, or in how accents are composed, for the same file. */
function keyOf(path: string): string {
  return path.normalize('NFC').toLowerCase()
}

/** By code units: the same on every machine, whatever its language. */
function by<T>(text: (value: T) => string): (a: T, b: T) => number {
  return (a, b) => (text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0)
}
