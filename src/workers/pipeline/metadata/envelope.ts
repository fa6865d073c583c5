import { crc32, deflateSync } from 'node:zlib'
import sharp, { type Sharp } from 'sharp'
import { type Pixels, toSharp } from '../pixels/pixels.ts'

/** What travels with the pixels of an output. */
export type Cargo = {
  /** A TIFF structure, without the `Exif\0\0` before it. */
  readonly exif?: Buffer
  readonly xmp?: Buffer
  /** Colour profile of the pixels. */
  readonly icc?: Buffer
}

/** Signature and header chunk of a PNG; what is inserted comes after them. */
const headerBytes = 33

/**
 * Reads pixels into sharp together with their metadata. sharp takes metadata only from the file that it reads, so the
 * pixels are put into an uncompressed PNG that has it; no encoder has to know of metadata this way, and no pixel changes.
 */
export async function toSharpWith(pixels: Pixels, cargo: Cargo): Promise<Sharp> {
  const png = await toSharp(pixels).png({ compressionLevel: 0 }).toBuffer()
  const chunks = [
    cargo.icc && chunk('iCCP', Buffer.concat([Buffer.from('profile\0\0', 'latin1'), deflateSync(cargo.icc)])),
    cargo.exif && chunk('eXIf', cargo.exif),
    cargo.xmp &&
      chunk('iTXt', Buffer.concat([Buffer.from('XML:com.adobe.xmp\0\0\0\0\0', 'latin1'), cargo.xmp])),
  ].filter((part) => part !== undefined)
  const bytes = Buffer.concat([png.subarray(0, headerBytes), ...chunks, png.subarray(headerBytes)])
  // The numbers stay as they are: the profile says what they mean already.
  return sharp(bytes, { ignoreIcc: true, limitInputPixels: false }).keepExif().keepXmp().keepIccProfile()
}

/** A chunk of a PNG (W3C PNG, third edition, 5.3): length, type, data, checksum of the two. */
function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const checksum = Buffer.alloc(4)
  checksum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, checksum])
}
