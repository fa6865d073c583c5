import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { keysOf } from '../../src/shared/keys-of.ts'
import type { RecipeOverrides } from '../../src/shared/recipe/index.ts'
import { type PictureFormat, writePicture } from '../lib/pictures.ts'

export type Workload = { readonly name: string; readonly input: string; readonly overrides: RecipeOverrides }

/** Fixed, so that every run does the same work. */
const effort = { mode: 'fixed' as const, avif: 3, webp: 4, png: 7 }
const quality = { mode: 'fixed' as const, avif: 60, webp: 82, jpeg: 80, png: 80 }
const formats: readonly PictureFormat[] = ['jpeg', 'png', 'webp']

type Kind = {
  readonly count: number
  readonly shape: Parameters<typeof pictures>[2]
  readonly overrides: RecipeOverrides
}

/** Three kinds of work, each worth about ten seconds on two cores of 2026. */
const kinds = {
  'many small JPEG': {
    count: 400,
    shape: () => ({ width: 1024, height: 768, format: 'jpeg' }),
    overrides: { formats: ['jpeg'], sizes: [{ width: 640, height: 480 }], effort, quality },
  },
  mixed: {
    count: 24,
    shape: (index) => ({
      width: 2_000 + (index % 4) * 1_000,
      height: 1_500 + (index % 4) * 600,
      format: formats[index % formats.length] ?? 'jpeg',
    }),
    overrides: {
      formats: ['avif', 'webp', 'jpeg'],
      sizes: [{ width: 1280, height: 720 }],
      effort: { ...effort, avif: 2 },
      quality,
    },
  },
  AVIF: {
    count: 14,
    shape: () => ({ width: 2_400, height: 1_600, format: 'jpeg' }),
    overrides: { formats: ['avif'], sizes: [{ width: 1600, height: 1200 }], effort, quality },
  },
} satisfies Record<string, Kind>

export const workloadNames = keysOf(kinds)

/** @param times - So many times as long as usual. */
export async function makeWorkload(folder: string, name: keyof typeof kinds, times = 1): Promise<Workload> {
  const { count, shape, overrides }: Kind = kinds[name]
  return { name, input: await pictures(join(folder, name), count * times, shape), overrides }
}

/**
 * Twelve images of 50 megapixels, JPEG and PNG, which are decoded in strips. A WebP of that size is decoded as a whole,
 * 415 MB beside what engine and workers take: alone it is above 600 MB already (702 were measured).
 */
export async function makeLargePictures(folder: string): Promise<string> {
  return pictures(join(folder, 'large'), 12, (index) => ({
    width: 8_660,
    height: 5_774,
    format: index % 2 === 0 ? 'jpeg' : 'png',
  }))
}

async function pictures(
  folder: string,
  count: number,
  shape: (index: number) => { width: number; height: number; format: PictureFormat },
): Promise<string> {
  mkdirSync(folder, { recursive: true })
  for (let index = 0; index < count; index += 1) {
    const { width, height, format } = shape(index)
    await writePicture(join(folder, `${String(index).padStart(3, '0')}.${format}`), {
      width,
      height,
      format,
      index,
    })
  }
  return folder
}
