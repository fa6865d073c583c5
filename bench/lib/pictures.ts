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

/**
 * Writes a part of one of the samples as a JPEG of 1 to 2 megapixels, as it was photographed; no two indices up to
 * 1,000 give the same pixels.
 */
export async function writeCrop(file: string, index: number): Promise<void> {
  const source = join(samples, sampleNames[index % sampleNames.length] ?? sampleNames[0])
  const { width: fullWidth, height: fullHeight } = await sharp(source).metadata()
  const round = Math.floor(index / sampleNames.length)
  const width = 1_200 + ((round * 53) % 400)
  const height = Math.round((width * 3) / 4)
  // Larger than the crop by a tenth at least, so that it can be moved about.
  const scale = Math.max((width * 1.1) / fullWidth, (height * 1.1) / fullHeight)
  const scaled = [Math.ceil(fullWidth * scale), Math.ceil(fullHeight * scale)] as const
  const left = (round * 7) % (scaled[0] - width)
  const top = (round * 11) % (scaled[1] - height)
  await sharp(source)
    .resize(...scaled, { fit: 'fill' })
    .extract({ left, top, width, height })
    .jpeg({ quality: 90 })
    .toFile(file)
}
