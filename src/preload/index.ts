import { contextBridge, ipcRenderer, webUtils } from 'electron'
import {
  commandChannel,
  eventChannel,
  exposedCommandNames,
  type ShellCommandName,
  shellCommands,
  type WindowEventName,
  windowEvents,
} from '../shared/contract/shell.ts'
import { keysOf } from '../shared/keys-of.ts'

/**
 * What a page gets as `window.whittle`: one function per command it may call, one subscription per event
 * (`on.<event>`), and the paths of dropped files. The names are those of the contract and nothing else is
 * reachable. Both sides of this bridge parse: the main process what arrives, `renderer/bridge.ts` what it is told.
 */
contextBridge.exposeInMainWorld('whittle', {
  ...Object.fromEntries(
    [...exposedCommandNames, ...keysOf<ShellCommandName>(shellCommands)].map((name) => [
      name,
      (params: unknown): Promise<unknown> => ipcRenderer.invoke(commandChannel(name), params),
    ]),
  ),
  on: Object.fromEntries(keysOf<WindowEventName>(windowEvents).map((name) => [name, subscribeTo(name)])),
  /** Absolute paths of dropped files and folders; empty text for what has no place on a disk. */
  pathsOf: (files: readonly File[]): string[] => files.map((file) => webUtils.getPathForFile(file)),
})

function subscribeTo(name: WindowEventName) {
  return (listener: (payload: unknown) => void): (() => void) => {
    // Electron's own event object carries `sender` and must not cross into the page.
    const relay = (_event: unknown, payload: unknown): void => listener(payload)
    ipcRenderer.on(eventChannel(name), relay)
    return () => {
      ipcRenderer.removeListener(eventChannel(name), relay)
    }
  }
}
