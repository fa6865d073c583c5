import { writeFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { app, BrowserWindow, session } from 'electron'
import type { PrintOrder } from './print-order.ts'

/** Page numbers below; Chromium fills the classes in. Its style has to be said in full. */
const footer = `<div style="width:100%;padding:0 14mm;font:8px sans-serif;color:#6c655e;text-align:right">
<span class="pageNumber"></span> / <span class="totalPages"></span></div>`

/**
 * Prints a report as PDF in a window that nobody sees, without scripts and without any address but the page's own, and
 * ends the app: with code 1 when it failed, and the reason on standard error.
 */
export function printReport(order: PrintOrder): void {
  app.dock?.hide()
  app.disableHardwareAcceleration()
  // Nothing else of the app runs: the end of the window must not end it before the file is written.
  app.on('window-all-closed', () => undefined)
  app
    .whenReady()
    .then(() => print(order))
    .then(
      () => app.exit(0),
      (error: unknown) => {
        process.stderr.write(`${String(error)}\n`)
        app.exit(1)
      },
    )
}

async function print({ from, to }: PrintOrder): Promise<void> {
  const address = pathToFileURL(from).href
  const alone = session.fromPartition('print')
  alone.webRequest.onBeforeRequest(({ url }, answer) => {
    answer({ cancel: url !== address && !url.startsWith('data:') })
  })
  const window = new BrowserWindow({
    show: false,
    webPreferences: { session: alone, sandbox: true, contextIsolation: true, javascript: false },
  })
  await window.loadURL(address)
  const pdf = await window.webContents.printToPDF({
    pageSize: 'A4',
    preferCSSPageSize: true,
    printBackground: true,
    displayHeaderFooter: true,
    headerTemplate: '<span></span>',
    footerTemplate: footer,
    generateTaggedPDF: true,
  })
  await writeFile(to, pdf, { flush: true })
}
