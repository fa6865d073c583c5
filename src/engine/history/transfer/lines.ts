import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'

/** Longer lines are of no history; reading on would only fill the memory. */
const maxLineBytes = 64_000_000

/** Lines of a text file, packed with gzip or not. @throws Error of the file system, of gzip, or for a line without end. */
export async function* linesOf(path: string): AsyncGenerator<string> {
  const packed = await isGzip(path)
  const source = createReadStream(path)
  const gunzip = packed ? source.pipe(createGunzip()) : undefined
  source.on('error', (error) => gunzip?.destroy(error))
  const text: Readable = gunzip ?? source
  let rest: Buffer[] = []
  let restBytes = 0
  try {
    for await (const chunk of text) {
      if (!Buffer.isBuffer(chunk)) continue
      let start = 0
      for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
        yield Buffer.concat([...rest, chunk.subarray(start, end)]).toString('utf8')
        rest = []
        restBytes = 0
        start = end + 1
      }
      if (start < chunk.length) rest.push(chunk.subarray(start))
      restBytes += chunk.length - start
      if (restBytes > maxLineBytes) throw new Error('a line has no end')
    }
  } finally {
    source.destroy()
  }
  if (restBytes > 0) yield Buffer.concat(rest).toString('utf8')
}

async function isGzip(path: string): Promise<boolean> {
  const handle = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0)
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b
  } finally {
    await handle.close()
  }
}
