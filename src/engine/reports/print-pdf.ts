import { spawn } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WhittleError } from '../../shared/errors.ts'
import type { Printer } from '../ports.ts'

/** Starting Electron and printing takes two seconds; a long report some more. */
const limitMs = 120_000

/**
 * Has a page printed by a short-lived Electron: what is in it is as far from the engine as an image is.
 *
 * @throws WhittleError `PDF_UNAVAILABLE` where there is no Electron or nothing to show it on, else `PDF_FAILED`.
 */
export async function printPdf(page: string, printer: Printer | undefined): Promise<Buffer> {
  if (printer === undefined) throw new WhittleError('PDF_UNAVAILABLE')
  const folder = await mkdtemp(join(tmpdir(), 'whittle-print-'))
  try {
    const from = join(folder, 'page.html')
    const to = join(folder, 'page.pdf')
    await writeFile(from, page)
    await run(printer, [
      // Chromium's own files, apart from those of an app that runs.
      `--user-data-dir=${join(folder, 'chromium')}`,
      `--print-report=${from}`,
      `--print-to=${to}`,
    ])
    const pdf = await readFile(to)
    if (pdf.toString('latin1', 0, 5) !== '%PDF-') throw new Error('What was printed is no PDF.')
    return pdf
  } catch (cause) {
    if (cause instanceof WhittleError) throw cause
    throw new WhittleError('PDF_FAILED', { detail: String(cause), cause })
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined)
  }
}

function run(printer: Printer, order: readonly string[]): Promise<void> {
  const { command, args } = onDisplay(printer)
  return new Promise((resolve, reject) => {
    // Some editors set this for their terminals; it would turn Electron into a plain Node.
    const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env
    const child = spawn(command, [...args, ...order], { env, stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-2_000)
    })
    const timer = setTimeout(() => child.kill('SIGKILL'), limitMs)
    child.on('error', (cause) => {
      clearTimeout(timer)
      reject(new WhittleError('PDF_UNAVAILABLE', { detail: String(cause), cause }))
    })
    child.on('close', (code) => {
      clearTimeout(timer)
      if (code === 0) resolve()
      else reject(new Error(`It ended with ${code ?? 'a signal'}: ${said.trim()}`))
    })
  })
}

/** Electron needs a display on Linux even for what nobody sees; `xvfb-run` opens one that is none. */
function onDisplay({ command, args }: Printer): Printer {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env
  if (process.platform !== 'linux' || DISPLAY || WAYLAND_DISPLAY) return { command, args }
  return { command: 'xvfb-run', args: ['-a', command, ...args] }
}
