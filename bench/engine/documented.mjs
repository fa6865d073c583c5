import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join, parse } from 'node:path'
import process from 'node:process'
import sharp from 'sharp'

// The procedure that Whittle's design document describes for a server, literally, with sharp as it comes: turn the image
// upright and encode it again; from that, decoded anew for each, make every format in every size, one after another.
// Contrast enhancement is a switch there, and off here. `node documented.mjs <folder> <image…>`

const formats = /** @type {const} */ (['webp', 'avif', 'jpeg'])
const sizes = [
  { width: 640, height: 480 },
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
]

const [folder = '', ...files] = process.argv.slice(2)
await mkdir(folder, { recursive: true })
const outputs = []
for (const input of files) {
  const intermediate = await sharp(await readFile(input))
    .autoOrient()
    .toBuffer()
  for (const format of formats) {
    for (const box of sizes) {
      const bytes = await sharp(intermediate)
        .resize({ ...box, fit: 'inside', withoutEnlargement: true })
        .toFormat(format, { quality: 80, effort: 6 })
        .toBuffer()
      const path = join(folder, `${parse(input).name}-${box.width}.${format}`)
      await writeFile(path, bytes)
      outputs.push({ input, path, format, bytes: bytes.length })
    }
  }
}
process.stdout.write(JSON.stringify(outputs))
