import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import {
  type IMagickImage,
  ImageMagick,
  initializeImageMagick,
  MagickFormat,
  ResourceLimits,
} from '@imagemagick/magick-wasm'
import { quadrants } from './images.ts'

/** Makers of images in formats that sharp cannot write. */

export type ForeignFormat = 'bmp' | 'ico' | 'tga' | 'psd' | 'jp2' | 'j2k' | 'jxl' | 'dds'

const names = {
  bmp: MagickFormat.Bmp,
  ico: MagickFormat.Ico,
  tga: MagickFormat.Tga,
  psd: MagickFormat.Psd,
  jp2: MagickFormat.Jp2,
  j2k: MagickFormat.J2k,
  jxl: MagickFormat.Jxl,
  dds: MagickFormat.Dds,
} as const

/** Writes an image, {@link quadrants} unless another PNG is given, with ImageMagick. */
export async function foreignImage(
  format: ForeignFormat,
  png?: Buffer,
  change: (image: IMagickImage) => void = () => undefined,
): Promise<Buffer> {
  const wasm = createRequire(import.meta.url).resolve('@imagemagick/magick-wasm/magick.wasm')
  // Does nothing where it is there already: the code under test works with the same instance.
  await initializeImageMagick(await readFile(wasm))
  // The code under test may have left tight ones.
  ResourceLimits.area = 2n ** 32n
  return ImageMagick.read(png ?? (await quadrants().png().toBuffer()), (image) => {
    change(image)
    return image.write(names[format], (bytes) => Buffer.from(bytes))
  })
}

/** A committed HEIC; `tests/fixtures/heic/NOTICE` says what each is. */
export function heicImage(name: string): Promise<Buffer> {
  return readFile(resolve(import.meta.dirname, `../fixtures/heic/${name}.heic`))
}

/** A Targa image by hand: `quadrants` of 24 bits, packed or not, with the origin at the bottom or the top. */
export function targa({
  packed = false,
  bottomUp = true,
  footer = false,
  width = 8,
  height = 4,
} = {}): Buffer {
  const colours = [
    [230, 30, 30],
    [30, 200, 30],
    [30, 30, 230],
    [250, 250, 250],
  ]
  const header = Buffer.alloc(18)
  header.writeUInt8(packed ? 10 : 2, 2)
  header.writeUInt16LE(width, 12)
  header.writeUInt16LE(height, 14)
  header.writeUInt8(24, 16)
  header.writeUInt8(bottomUp ? 0 : 0x20, 17)
  const parts: Buffer[] = [header]
  for (let row = 0; row < height; row += 1) {
    const y = bottomUp ? height - 1 - row : row
    for (const half of [0, 1]) {
      const [r = 0, g = 0, b = 0] = colours[(y < height / 2 ? 0 : 2) + half] ?? []
      const pixel = Buffer.from([b, g, r])
      if (packed) parts.push(Buffer.from([0x80 | (width / 2 - 1)]), pixel)
      else parts.push(...Array<Buffer>(width / 2).fill(pixel))
    }
  }
  if (footer) parts.push(Buffer.alloc(8), Buffer.from('TRUEVISION-XFILE.\0', 'latin1'))
  return Buffer.concat(parts)
}

/** An icon of these PNG files, one entry each. */
export function iconOf(pictures: readonly { side: number; bytes: Buffer }[]): Buffer {
  const directory = Buffer.alloc(6 + 16 * pictures.length)
  directory.writeUInt16LE(1, 2)
  directory.writeUInt16LE(pictures.length, 4)
  let start = directory.length
  for (const [i, { side, bytes }] of pictures.entries()) {
    const at = 6 + 16 * i
    directory.writeUInt8(side % 256, at)
    directory.writeUInt8(side % 256, at + 1)
    directory.writeUInt16LE(1, at + 4)
    directory.writeUInt16LE(32, at + 6)
    directory.writeUInt32LE(bytes.length, at + 8)
    directory.writeUInt32LE(start, at + 12)
    start += bytes.length
  }
  return Buffer.concat([directory, ...pictures.map(({ bytes }) => bytes)])
}
