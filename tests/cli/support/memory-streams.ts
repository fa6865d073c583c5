import { Writable } from 'node:stream'
import { Streams } from '../../../src/cli/streams.ts'

/** Keeps what is written to it. */
export class MemoryStream extends Writable {
  text = ''
  readonly isTTY: boolean
  readonly columns = 100

  constructor(isTTY = false) {
    super()
    this.isTTY = isTTY
  }

  get lines(): string[] {
    return this.text.split('\n').slice(0, -1)
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString()
    done()
  }
}

export function memoryStreams(options: { tty?: boolean } = {}) {
  const out = new MemoryStream()
  const err = new MemoryStream(options.tty === true)
  return { out, err, streams: new Streams(out, err) }
}
