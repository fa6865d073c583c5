import { readdir } from 'node:fs/promises'
import path from 'node:path'
import sharp, { type Sharp } from 'sharp'
import type { RawImage } from '../../src/workers/score/index.ts'

export type Case = {
  /** One photograph in one format. */
  readonly series: string
  readonly isMiddle: boolean
  readonly image: RawImage
}

const SAMPLES = path.resolve(import.meta.dirname, '../../samples')
/** Qualities that score from about 45 to 92, the third near 78. */
const QUALITIES = {
  jpeg: [40, 60, 75, 85, 92],
  webp: [40, 60, 75, 85, 93],
  avif: [35, 48, 58, 68, 80],
} as const
const FORMATS = ['jpeg', 'webp', 'avif'] as const

/** The six photographs, cut to one size, by name. */
export async function photographs(size: {
  width: number
  height: number
}): Promise<[name: string, image: RawImage][]> {
  const names = (await readdir(SAMPLES)).filter((name) => name.endsWith('.jpg'))
  return Promise.all(
    names.map(async (name) => {
      const image = await toRaw(sharp(path.join(SAMPLES, name)).resize({ ...size, fit: 'cover' }))
      return [path.parse(name).name, image] as [string, RawImage]
    }),
  )
}

/** What five qualities of three formats make of an image. */
export async function distortions(name: string, original: RawImage): Promise<Case[]> {
  const cases: Case[] = []
  for (const format of FORMATS) {
    for (const [i, quality] of QUALITIES[format].entries()) {
      const image = await toRaw(sharp(await encode(original, format, quality)))
      cases.push({ series: `${name} ${format}`, isMiddle: i === 2, image })
    }
  }
  return cases
}

function encode(
  { data, width, height, channels }: RawImage,
  format: (typeof FORMATS)[number],
  quality: number,
): Promise<Buffer> {
  const image = sharp(data, { raw: { width, height, channels } })
  if (format === 'jpeg') return image.jpeg({ quality, mozjpeg: true }).toBuffer()
  return format === 'webp'
    ? image.webp({ quality }).toBuffer()
    : image.avif({ quality, effort: 1 }).toBuffer()
}

async function toRaw(image: Sharp): Promise<RawImage> {
  const { data, info } = await image.removeAlpha().raw().toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height, channels: info.channels }
}
