import { pathToFileURL } from 'node:url'
import * as electron from 'electron'

/**
 * Puts a file itself on the clipboard, as a file manager does. Electron has changed how (a `writeBuffer` up to version
 * 40 or so, items like the web's since): whichever is there is used.
 */
export async function copyFile(path: string, platform: NodeJS.Platform = process.platform): Promise<void> {
  const { clipboard } = electron
  const { format, content } = fileFor(path, platform)
  const writeBuffer: unknown = Reflect.get(clipboard, 'writeBuffer')
  if (typeof writeBuffer === 'function') {
    writeBuffer.call(clipboard, format, content)
    return
  }
  const type = `electron application/osclipboard;format="${format}"`
  await clipboard.write([
    new electron.ClipboardItem({ [type]: new Blob([new Uint8Array(content)], { type }) }),
  ])
}

/** Under which name, and how written, each system's file manager looks for a copied file. */
function fileFor(path: string, platform: NodeJS.Platform): { format: string; content: Buffer } {
  const address = pathToFileURL(path).href
  if (platform === 'darwin') return { format: 'public.file-url', content: Buffer.from(address) }
  if (platform === 'win32') return { format: 'FileNameW', content: Buffer.from(`${path}\0`, 'utf16le') }
  // What GNOME's, MATE's and Xfce's file managers read.
  return { format: 'x-special/gnome-copied-files', content: Buffer.from(`copy\n${address}`) }
}
