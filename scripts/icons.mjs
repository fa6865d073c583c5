import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { main, say } from './lib/messages.mjs'
import { projectRoot } from './lib/paths.mjs'

const FOLDER = path.join(projectRoot, 'resources', 'icons')
const SIDES = [16, 24, 32, 48, 64, 128, 256, 512, 1024]
/** What Windows looks for in one `.ico`. */
const ICO_SIDES = [16, 24, 32, 48, 64, 128, 256]
/** The four letters under which a Mac finds each size in one `.icns`. */
const ICNS_TYPES = { 16: 'icp4', 32: 'icp5', 64: 'icp6', 128: 'ic07', 256: 'ic08', 512: 'ic09', 1024: 'ic10' }

/** Makes all icons from `resources/icons/whittle.svg`; run it after changing that. */
await main(async () => {
  const { default: sharp } = await import('sharp')
  const svg = await readFile(path.join(FOLDER, 'whittle.svg'))
  /** @type {Map<number, Buffer>} */
  const pictures = new Map()
  for (const side of SIDES) {
    // Drawn at its size, not scaled down from a larger one.
    const png = await sharp(svg, { density: (72 * side) / 512 })
      .resize(side, side)
      .png()
      .toBuffer()
    pictures.set(side, png)
    await writeFile(path.join(FOLDER, `${side}.png`), png)
  }
  await writeFile(
    path.join(FOLDER, 'whittle.ico'),
    ico(ICO_SIDES.map((side) => ({ side, png: found(side) }))),
  )
  const entries = Object.entries(ICNS_TYPES).map(([side, type]) => ({ type, png: found(Number(side)) }))
  await writeFile(path.join(FOLDER, 'whittle.icns'), icns(entries))
  say(`icons are in ${path.relative(process.cwd(), FOLDER)}`)
  return 0

  /** @param {number} side */
  function found(side) {
    const png = pictures.get(side)
    if (png === undefined) throw new Error(`There is no icon of ${side} pixels.`)
    return png
  }
})

/**
 * A Windows icon: a directory of 16 bytes per picture, then the pictures as PNG.
 *
 * @param {{ side: number, png: Buffer }[]} pictures
 */
function ico(pictures) {
  const head = Buffer.alloc(6 + 16 * pictures.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(pictures.length, 4)
  let offset = head.length
  for (const [index, { side, png }] of pictures.entries()) {
    const at = 6 + 16 * index
    // 256 is written as 0.
    head.writeUInt8(side % 256, at)
    head.writeUInt8(side % 256, at + 1)
    head.writeUInt16LE(1, at + 4)
    head.writeUInt16LE(32, at + 6)
    head.writeUInt32LE(png.length, at + 8)
    head.writeUInt32LE(offset, at + 12)
    offset += png.length
  }
  return Buffer.concat([head, ...pictures.map(({ png }) => png)])
}

/**
 * A Mac icon: each picture as PNG behind its type and its length.
 *
 * @param {{ type: string, png: Buffer }[]} pictures
 */
function icns(pictures) {
  const parts = pictures.map(({ type, png }) => Buffer.concat([tagged(type, png.length), png]))
  const body = Buffer.concat(parts)
  return Buffer.concat([tagged('icns', body.length), body])
}

/**
 * @param {string} type four letters
 * @param {number} length bytes that follow
 */
function tagged(type, length) {
  const head = Buffer.alloc(8)
  head.write(type, 0, 'latin1')
  head.writeUInt32BE(length + 8, 4)
  return head
}
