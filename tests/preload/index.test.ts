import { beforeEach, describe, expect, it, vi } from 'vitest'
import {
  commandChannel,
  eventChannel,
  exposedCommandNames,
  shellCommands,
  windowEvents,
} from '../../src/shared/contract/shell.ts'

/** What Electron gives a preload, as far as it is used, written down. */
const electron = vi.hoisted(() => ({
  contextBridge: { exposeInMainWorld: vi.fn() },
  ipcRenderer: { invoke: vi.fn(), on: vi.fn(), removeListener: vi.fn() },
  webUtils: { getPathForFile: vi.fn((file: File) => `/disk/${file.name}`) },
}))
vi.mock('electron', () => electron)

type Bridge = Record<string, (params?: unknown) => unknown> & {
  on: Record<string, (listener: (payload: unknown) => void) => () => void>
}

async function bridge(): Promise<Bridge> {
  vi.resetModules()
  await import('../../src/preload/index.ts')
  const [name, exposed] = electron.contextBridge.exposeInMainWorld.mock.lastCall ?? []
  expect(name).toBe('whittle')
  return exposed
}

beforeEach(() => vi.clearAllMocks())

describe('the bridge', () => {
  it('has one function per command of the contract, one subscription per event, and nothing else', async () => {
    const exposed = await bridge()
    const commands = [...exposedCommandNames, ...Object.keys(shellCommands)]
    expect(Object.keys(exposed).toSorted()).toEqual([...commands, 'on', 'pathsOf'].toSorted())
    expect(Object.keys(exposed.on).toSorted()).toEqual(Object.keys(windowEvents).toSorted())
    expect(electron.contextBridge.exposeInMainWorld).toHaveBeenCalledOnce()
  })

  it('sends each command on its own channel and gives back the answer', async () => {
    electron.ipcRenderer.invoke.mockResolvedValue({ ok: true, value: {} })
    const exposed = await bridge()
    await expect(exposed.reveal?.({ batchId: 'b' })).resolves.toEqual({ ok: true, value: {} })
    expect(electron.ipcRenderer.invoke).toHaveBeenCalledWith(commandChannel('reveal'), { batchId: 'b' })
  })

  it('passes on the payload of an event, never Electron’s event object, until unsubscribed', async () => {
    const exposed = await bridge()
    const listener = vi.fn()
    const unsubscribe = exposed.on.sampled?.(listener)
    const [channel, relay] = electron.ipcRenderer.on.mock.lastCall ?? []
    expect(channel).toBe(eventChannel('sampled'))
    relay({ sender: 'secret' }, { at: 1 })
    expect(listener.mock.calls).toEqual([[{ at: 1 }]])
    unsubscribe?.()
    expect(electron.ipcRenderer.removeListener).toHaveBeenCalledWith(eventChannel('sampled'), relay)
  })

  it('asks Electron where dropped files are', async () => {
    const exposed = await bridge()
    expect(exposed.pathsOf?.([new File([], 'photos')])).toEqual(['/disk/photos'])
  })
})
