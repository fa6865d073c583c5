import { once } from 'node:events'
import { Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { exitCodes } from '../../src/cli/exit-codes.ts'
import { Streams } from '../../src/cli/streams.ts'
import { MemoryStream, memoryStreams } from './support/memory-streams.ts'

function brokenStream(code: string): Writable {
  return new Writable({
    write: (_chunk, _encoding, done) => done(Object.assign(new Error(`${code}, write`), { code })),
  })
}

describe('Streams', () => {
  it('keeps results and remarks apart', async () => {
    const { out, err, streams } = memoryStreams()
    streams.document({ a: 1 })
    streams.note('working')
    expect(await streams.finish(exitCodes.done)).toBe(0)
    expect(JSON.parse(out.text)).toEqual({ a: 1 })
    expect(err.text).toBe('working\n')
  })

  it('does not let a file name command the terminal', () => {
    const { err, streams } = memoryStreams()
    streams.note('one\ntwo \u001b]0;title\u0007')
    expect(err.lines).toEqual(['one', 'two \\x1b]0;title\\x07'])
  })

  it('keeps the exit code when the reader has gone', async () => {
    const out = brokenStream('EPIPE')
    const streams = new Streams(out, new MemoryStream())
    const broken = once(out, 'error')
    streams.result('a')
    await broken
    streams.result('b')
    expect(await streams.finish(exitCodes.someFailed)).toBe(1)
  })

  it('tells that the result could not be written', async () => {
    const err = new MemoryStream()
    const streams = new Streams(brokenStream('ENOSPC'), err)
    streams.result('a')
    expect(await streams.finish(exitCodes.done)).toBe(2)
    expect(err.text).toContain('standard output cannot be written: ENOSPC')
  })

  it('survives the loss of standard error', async () => {
    const streams = new Streams(new MemoryStream(), brokenStream('EIO'))
    streams.note('a')
    expect(await streams.finish(exitCodes.interrupted)).toBe(3)
  })
})
