import { mkdir, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { dirname, join, parse } from 'node:path'
import process from 'node:process'
import { pathToFileURL } from 'node:url'

// Runs ipx, from wherever it is installed, as many images at a time as there are cores:
// `node ipx.mjs <dist/index.mjs of ipx> <folder> '<formats>' <image…>`. It has no setting for effort: sharp's default, 4.

const [entry = '', folder = '', formats = '[]', ...files] = process.argv.slice(2)
const { createIPX, ipxFSStorage } = await import(pathToFileURL(entry).href)
const ipx = createIPX({ storage: ipxFSStorage({ dir: dirname(files[0] ?? '') }) })
await mkdir(folder, { recursive: true })
/** @type {string[]} */
const wanted = JSON.parse(formats)
// The longest first, so that no core is idle at the end.
const jobs = [1920, 1280, 640].flatMap((width) =>
  wanted.flatMap((format) => files.map((file) => ({ width, format, file }))),
)
const heights = new Map([
  [640, 480],
  [1280, 720],
  [1920, 1080],
])

await Promise.all(
  Array.from({ length: availableParallelism() }, async () => {
    for (let job = jobs.shift(); job !== undefined; job = jobs.shift()) {
      const { width, format, file } = job
      const size = `${width}x${heights.get(width)}`
      const { data } = await ipx(parse(file).base, {
        format,
        quality: '80',
        resize: size,
        fit: 'inside',
      }).process()
      await writeFile(join(folder, `${parse(file).name}-${width}.${format}`), data)
    }
  }),
)
