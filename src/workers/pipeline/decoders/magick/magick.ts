import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type * as Magick from '@imagemagick/magick-wasm'
import type { InputLimits } from '../../../../shared/contract/pool.ts'

/** A heap larger than this is given back after use: it never shrinks. It begins with 16 MB. */
const keptHeapBytes = 96 * 2 ** 20

/** The instance that the package keeps, while it has one. */
let loaded: Promise<void> | undefined

/**
 * Runs work with ImageMagick, which is loaded on first use. What it gives must be copied out of ImageMagick's heap, and
 * its images disposed, before the work ends.
 *
 * @throws Error with ImageMagick's complaint.
 */
export async function withMagick<T>(limits: InputLimits, work: (magick: typeof Magick) => T): Promise<T> {
  const magick = await import('@imagemagick/magick-wasm')
  loaded ??= load(magick)
  try {
    await loaded
  } catch (error) {
    loaded = undefined
    throw error
  }
  setLimits(magick.ResourceLimits, limits)
  try {
    return work(magick)
  } finally {
    recycle(magick)
  }
}

async function load({ initializeImageMagick }: typeof Magick): Promise<void> {
  const path = createRequire(import.meta.url).resolve('@imagemagick/magick-wasm/magick.wasm')
  await initializeImageMagick(await readFile(path))
}

/** ImageMagick's own guards; what passes ours is refused by them at the latest when it turns out larger than it said. */
function setLimits(resources: typeof Magick.ResourceLimits, { inputPixels }: InputLimits): void {
  resources.width = 100_000n
  resources.height = 100_000n
  // Beyond the area pixels would go to a disk that is memory as well.
  resources.area = BigInt(inputPixels)
  resources.disk = 0n
  resources.memory = BigInt(2 ** 31)
  // No animation or stack of layers is ever needed as a whole; ICO and PSD list theirs.
  resources.listLength = 1_000n
}

/**
 * Drops an instance that has grown. The package has no call for it and keeps its one instance in this property; when it
 * is absent, the next initialization makes a new one. A test sees to it that this stays so.
 */
function recycle({ ImageMagick }: typeof Magick): void {
  if (heapBytes(ImageMagick) <= keptHeapBytes) return
  Reflect.set(ImageMagick, '_api', undefined)
  loaded = undefined
}

function heapBytes(imageMagick: typeof Magick.ImageMagick): number {
  const api: unknown = Reflect.get(imageMagick, '_api')
  if (typeof api !== 'object' || api === null) return 0
  const heap: unknown = Reflect.get(api, 'HEAPU8')
  return heap instanceof Uint8Array ? heap.length : Number.POSITIVE_INFINITY
}
