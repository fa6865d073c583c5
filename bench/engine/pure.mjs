import { readFile } from 'node:fs/promises'
import process from 'node:process'
import sharp from 'sharp'

// What the codecs alone cost: `node pure.mjs '<work>' <image…>`. Each image is decoded once, each smaller size is made
// from the next larger one, and each format is encoded with the very settings that Whittle gives and decoded once again
// to check it. One thing at a time on one thread; nothing is hashed, planned, kept or written. Tells the CPU time.

/** @typedef {{ formats: ('jpeg' | 'webp' | 'avif')[], sizes: ({ width: number, height: number } | null)[], effort: number }} Work */

/** @type {Work} */
const work = JSON.parse(process.argv[2] ?? '')
const files = process.argv.slice(3)
sharp.cache(false)
sharp.concurrency(1)

const cpuMs = { decode: 0, resize: 0, encode: 0, verify: 0 }
const startedAt = performance.now()
for (const file of files) await optimize(await readFile(file))
process.stdout.write(JSON.stringify({ cpuMs, wallMs: performance.now() - startedAt }))

/** @param {Buffer} bytes */
async function optimize(bytes) {
  const { autoOrient } = await sharp(bytes).metadata()
  const sizes = work.sizes.map((box) => scaledTo(autoOrient, box)).sort((a, b) => b.width - a.width)
  /** @type {Awaited<ReturnType<typeof pixelsOf>> | undefined} */
  let pixels
  for (const { width, height } of sizes) {
    const larger = pixels
    pixels =
      larger === undefined
        ? await spend('decode', () =>
            pixelsOf(
              sharp(bytes).autoOrient().resize(width, height, { fit: 'fill', fastShrinkOnLoad: false }),
            ),
          )
        : await spend('resize', () => pixelsOf(open(larger).resize(width, height, { fit: 'fill' })))
    const image = open(pixels)
    for (const format of work.formats) {
      const encoded = await spend('encode', () => encode(image.clone(), format).toBuffer())
      await spend('verify', () => sharp(encoded).raw().toBuffer())
    }
  }
}

/**
 * @param {import('sharp').Sharp} image
 * @param {Work['formats'][number]} format
 */
function encode(image, format) {
  const quality = 80
  if (format === 'jpeg') return image.jpeg({ quality, mozjpeg: true })
  return format === 'webp'
    ? image.webp({ quality, effort: work.effort })
    : image.avif({ quality, effort: work.effort })
}

/** @param {import('sharp').Sharp} image */
function pixelsOf(image) {
  return image.toColourspace('srgb').raw().toBuffer({ resolveWithObject: true })
}

/** @param {Awaited<ReturnType<typeof pixelsOf>>} pixels */
function open({ data, info }) {
  return sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } })
}

/**
 * @param {{ width: number, height: number }} size
 * @param {{ width: number, height: number } | null} box `null` for the size as it is.
 */
function scaledTo({ width, height }, box) {
  const scale = box === null ? 1 : Math.min(1, box.width / width, box.height / height)
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/**
 * @template T
 * @param {keyof typeof cpuMs} what
 * @param {() => Promise<T>} step
 */
async function spend(what, step) {
  const before = process.cpuUsage()
  const result = await step()
  const { user, system } = process.cpuUsage(before)
  cpuMs[what] += (user + system) / 1_000
  return result
}
