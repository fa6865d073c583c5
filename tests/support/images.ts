import { crc32 } from 'node:zlib'
import sharp, { type Sharp } from 'sharp'

/** Makers of images for tests: small, exact, and each odd in one way. All resolve to the bytes of a file. */

export type Rgb = readonly [red: number, green: number, blue: number]

const red: Rgb = [230, 30, 30]
const green: Rgb = [30, 200, 30]
const blue: Rgb = [30, 30, 230]
const white: Rgb = [250, 250, 250]

/** The colours of {@link quadrants}: top left, top right, bottom left, bottom right. */
export const quadrantColours = [red, green, blue, white] as const

/** Four coloured quarters: tells apart every way of turning and mirroring it. */
export function quadrants(width = 96, height = 64): Sharp {
  const data = Buffer.alloc(width * height * 3)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const colour = quadrantColours[(y < height / 2 ? 0 : 2) + (x < width / 2 ? 0 : 1)] ?? white
      data.set(colour, (y * width + x) * 3)
    }
  }
  return sharp(data, { raw: { width, height, channels: 3 } })
}

/** One colour everywhere; `alpha` from 0 to 1 makes it transparent. */
export function plain(width: number, height: number, [r, g, b]: Rgb, alpha?: number): Sharp {
  const background = alpha === undefined ? { r, g, b } : { r, g, b, alpha }
  return sharp({ create: { width, height, channels: alpha === undefined ? 3 : 4, background } })
}

/** Noise, which no encoder can make small. */
export function noise(width: number, height: number): Sharp {
  const background = { r: 0, g: 0, b: 0 }
  return sharp({
    create: { width, height, channels: 3, background, noise: { type: 'gaussian', mean: 128, sigma: 60 } },
  })
}

/** {@link quadrants} as a JPEG with an EXIF orientation from 1 to 8. */
export function orientedJpeg(orientation: number): Promise<Buffer> {
  return quadrants()
    .withMetadata({ orientation })
    .jpeg({ quality: 95, chromaSubsampling: '4:4:4' })
    .toBuffer()
}

/** {@link quadrants} as a JPEG with a copyright in its EXIF block. */
export function jpegWithExif(): Promise<Buffer> {
  return quadrants()
    .withExif({ IFD0: { Copyright: 'Whittle' } })
    .jpeg()
    .toBuffer()
}

/** {@link quadrants} converted to Display P3, with that profile. */
export function displayP3Jpeg(): Promise<Buffer> {
  return quadrants().withIccProfile('p3').jpeg({ quality: 95, chromaSubsampling: '4:4:4' }).toBuffer()
}

/** {@link quadrants} with an sRGB profile, which says what is the case anyway. */
export function srgbProfileJpeg(): Promise<Buffer> {
  return quadrants().withIccProfile('srgb').jpeg({ quality: 95, chromaSubsampling: '4:4:4' }).toBuffer()
}

export function cmykJpeg(): Promise<Buffer> {
  return quadrants().toColourspace('cmyk').withIccProfile('cmyk').jpeg({ quality: 95 }).toBuffer()
}

/** A ramp from black to white, 16 bits a channel. */
export function deepPng(width = 256, height = 8): Promise<Buffer> {
  const data = Uint16Array.from({ length: width * height * 3 }, (_, i) => {
    const x = Math.floor(i / 3) % width
    return Math.round((x / (width - 1)) * 65_535)
  })
  return sharp(data, { raw: { width, height, channels: 3 } })
    .toColourspace('rgb16')
    .png()
    .toBuffer()
}

export function greyPng(): Promise<Buffer> {
  return plain(40, 30, [128, 128, 128]).toColourspace('b-w').png().toBuffer()
}

/** A palette of few colours with transparency: red at half strength. */
export function palettePng(): Promise<Buffer> {
  return plain(40, 30, red, 0.5).png({ palette: true }).toBuffer()
}

/** The left half transparent, the right half opaque blue. */
export function halfTransparentPng(width = 80, height = 60): Promise<Buffer> {
  return plain(width, height, blue, 0)
    .composite([{ input: { create: opaqueBlue(width / 2, height) }, left: width / 2, top: 0 }])
    .png()
    .toBuffer()
}

/** An alpha channel that hides nothing. */
export function opaqueAlphaPng(): Promise<Buffer> {
  return plain(40, 30, green, 1).png().toBuffer()
}

/** Three frames or pages, one colour each; of an animation each shown for some milliseconds. */
export async function animation(
  format: 'gif' | 'webp' | 'tiff',
  { delays = [100, 100, 100], loop = 0, orientation = 1 } = {},
): Promise<Buffer> {
  const frames = await Promise.all([red, green, blue].map((colour) => plain(40, 30, colour).png().toBuffer()))
  const plainly = sharp(frames, { join: { animated: true } })
  const joined = orientation === 1 ? plainly : plainly.withMetadata({ orientation })
  if (format === 'gif') return joined.gif({ delay: delays, loop }).toBuffer()
  return format === 'webp'
    ? joined.webp({ lossless: true, delay: delays, loop }).toBuffer()
    : joined.tiff().toBuffer()
}

/** A PNG that says it has `frames` frames; a decoder that knows no animation sees the first. */
export async function animatedPng(frames = 3): Promise<Buffer> {
  const png = await plain(40, 30, red).png().toBuffer()
  const body = Buffer.alloc(12)
  body.write('acTL', 0, 'latin1')
  body.writeUInt32BE(frames, 4)
  const chunk = Buffer.alloc(20)
  chunk.writeUInt32BE(8, 0)
  body.copy(chunk, 4)
  chunk.writeUInt32BE(crc32(body), 16)
  // Behind the signature and IHDR: 8 bytes and 25.
  return Buffer.concat([png.subarray(0, 33), chunk, png.subarray(33)])
}

/** A JPEG whose picture data stops in the middle. */
export async function truncatedJpeg(): Promise<Buffer> {
  const bytes = await noise(400, 300).jpeg().toBuffer()
  return bytes.subarray(0, Math.floor(bytes.length * 0.6))
}

/** A JPEG with that many scans, the same one over and over. */
export async function manyScanJpeg(scans: number): Promise<Buffer> {
  const jpeg = await plain(64, 64, red).jpeg({ progressive: false }).toBuffer()
  const scanStart = jpeg.indexOf(Buffer.from([0xff, 0xda]))
  const end = jpeg.length - 2
  const copies = Array<Buffer>(scans).fill(jpeg.subarray(scanStart, end))
  return Buffer.concat([jpeg.subarray(0, scanStart), ...copies, jpeg.subarray(end)])
}

/** A drawing of `width` × `height` whose file is padded with a comment to at least `bytes`. */
export function svg({ width = 60, height = 40, bytes = 0, prologue = '' } = {}): Buffer {
  const drawing = `<rect width="100%" height="100%" fill="rgb(30,30,230)"/><!--${' '.repeat(bytes)}-->`
  return Buffer.from(
    `${prologue}<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${drawing}</svg>`,
  )
}

/** {@link quadrants} as a drawing. */
export function quadrantsSvg(width = 96, height = 64): Buffer {
  const quarters = quadrantColours.map(([r, g, b], i) => {
    const [x, y] = [(i % 2) * 48, Math.floor(i / 2) * 32]
    return `<rect x="${x}" y="${y}" width="48" height="32" fill="rgb(${r},${g},${b})"/>`
  })
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 96 64">${quarters.join('')}</svg>`,
  )
}

/** An AVIF whose first box claims another brand than `avif`, and only that one or that one first. */
export async function heifWithBrand(
  brand: 'heic' | 'mif1',
  { compatible }: { compatible: string },
): Promise<Buffer> {
  const bytes = await quadrants().avif({ effort: 0 }).toBuffer()
  const end = bytes.readUInt32BE(0)
  bytes.write(brand, 8, 'latin1')
  for (let at = 16; at < end; at += 4) bytes.write(compatible, at, 'latin1')
  return bytes
}

export const html = Buffer.from('<!doctype html><html><body><svg width="1" height="1"></svg></body></html>')

function opaqueBlue(width: number, height: number) {
  const [r, g, b] = blue
  return { width, height, channels: 4, background: { r, g, b, alpha: 1 } } as const
}
