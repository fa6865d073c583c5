import { createWriteStream, mkdirSync, renameSync, statSync, type WriteStream } from 'node:fs'
import { join } from 'node:path'
import type { LogLine } from '../../shared/lifecycle.ts'

const maxBytes = 5 * 1024 * 1024

/** One log for all processes: every line goes to standard error, and to `logs/whittle.log` once the folder is known. */
export class LogFile {
  #stream: WriteStream | undefined
  readonly #early: string[] = []

  readonly write = (line: LogLine): void => {
    const text = `${new Date(line.at).toISOString()} ${line.level.padEnd(5)} ${line.source}: ${line.message}\n`
    if (line.level !== 'debug') process.stderr.write(text)
    if (this.#stream === undefined) this.#early.push(text)
    else this.#stream.write(text)
  }

  /** Opens the file in `folder`; a large one from before is set aside. Later calls do nothing. */
  open(folder: string): void {
    if (this.#stream !== undefined) return
    mkdirSync(folder, { recursive: true })
    const path = join(folder, 'whittle.log')
    if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) > maxBytes) renameSync(path, `${path}.old`)
    this.#stream = createWriteStream(path, { flags: 'a' })
    // A full disk must not take the app down with its log.
    this.#stream.on('error', (error) => process.stderr.write(`The log cannot be written: ${error.message}\n`))
    for (const text of this.#early.splice(0)) this.#stream.write(text)
  }
}
