import { join } from 'node:path'
import sharp from 'sharp'

const samples = join(import.meta.dirname, '../../samples')
const sampleNames = [
  'Aqua.jpg',
  'FreshFlower.jpg',
  'Garden.jpg',
  'GreenMeadow.jpg',
  'LadyBird.jpg',
  'YellowFlower.jpg',
] as const

export type PictureFormat = 'jpeg' | 'png' | 'webp' | 'tiff' | 'avif'

/**
 * Writes a photograph of any size: one of the samples, scaled, with grain added, since a scaled photograph alone has
 * less detail than a camera's.
 *
 * @param index Which sample; counts round.
 */
export async function writePicture(
  file: string,
  { width, height, format, index }: { width: number; height: number; format: PictureFormat; index: number },
): Promise<void> {
  const source = join(samples, sampleNames[index % sampleNames.length] ?? sampleNames[0])
  const grain = await sharp({
    create: {
      width: Math.min(1024, width),
      height: Math.min(1024, height),
      channels: 3,
      background: { r: 0, g: 0, b: 0 },
      noise: { type: 'gaussian', mean: 128, sigma: 12 },
    },
  })
    .png()
    .toBuffer()
  const pixels = await sharp(source)
    .resize(width, height, { fit: 'cover' })
    .composite([{ input: grain, tile: true, blend: 'soft-light' }])
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  await sharp(pixels.data, { raw: pixels.info, limitInputPixels: false })
    .toFormat(format, format === 'avif' ? { effort: 0 } : format === 'png' ? { compressionLevel: 1 } : {})
    .toFile(file)
}
