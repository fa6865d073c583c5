import { afterEach, describe, expect, it, vi } from 'vitest'
import { call, onEvent, pathsOf } from '../../src/renderer/bridge.ts'
import { aBatch } from './support/models.ts'

/** Stands in for what the preload exposes. */
function exposed(bridge: object): void {
  vi.stubGlobal('window', { whittle: bridge })
}

afterEach(() => vi.unstubAllGlobals())

describe('call', () => {
  it('passes the parameters on and gives the parsed answer', async () => {
    const startBatch = vi.fn(async () => ({ ok: true, value: { ...aBatch('b'), surplus: 1 } }))
    exposed({ startBatch })
    await expect(call('startBatch', { batchId: 'b' })).resolves.toEqual(aBatch('b'))
    expect(startBatch).toHaveBeenCalledWith({ batchId: 'b' })
  })

  it('throws the error that the other side answered, with its code', async () => {
    const error = { code: 'NOT_ALLOWED', message: 'It runs already.', detail: 'b' }
    exposed({ startBatch: async () => ({ ok: false, error }) })
    await expect(call('startBatch', { batchId: 'b' })).rejects.toMatchObject({
      name: 'WhittleError',
      ...error,
    })
  })

  it('rejects an answer that does not keep the contract', async () => {
    exposed({ startBatch: async () => ({ ok: true, value: { id: 'b' } }) })
    await expect(call('startBatch', { batchId: 'b' })).rejects.toThrow()
  })
})

describe('onEvent', () => {
  it('gives parsed news until it is told to stop', () => {
    let send: (payload: unknown) => void = () => {}
    const stop = vi.fn()
    exposed({
      on: {
        pathsOpened: (listener: (payload: unknown) => void) => {
          send = listener
          return stop
        },
      },
    })
    const heard = vi.fn()
    const unsubscribe = onEvent('pathsOpened', heard)
    send({ paths: ['/a'] })
    expect(heard).toHaveBeenCalledWith({ paths: ['/a'] })
    expect(() => send({ paths: 'a' })).toThrow()
    expect(heard).toHaveBeenCalledTimes(1)
    unsubscribe()
    expect(stop).toHaveBeenCalledOnce()
  })
})

describe('pathsOf', () => {
  it('is empty for what has no place on a disk', () => {
    exposed({
      pathsOf: (files: File[]) => files.map((file) => (file.name === 'web' ? '' : `/in/${file.name}`)),
    })
    const files = [new File([], 'a.jpg'), new File([], 'web')]
    expect(pathsOf(files)).toEqual(['/in/a.jpg', ''])
  })
})
