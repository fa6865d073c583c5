import { type ExitCode, exitCodes } from './exit-codes.ts'
import { visible } from './text.ts'

/** What a command needs of `process.stdout` and `process.stderr`. */
export type OutputStream = NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number }

/**
 * The two streams, each for one purpose: results on standard output, everything about the run on standard
 * error. A reader that goes away (`| head`) is not an error: the work goes on and the exit code stays true.
 */
export class Streams {
  readonly #out: OutputStream
  readonly #err: OutputStream
  #outError: NodeJS.ErrnoException | undefined

  constructor(out: OutputStream, err: OutputStream) {
    this.#out = out
    this.#err = err
    out.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') this.#outError ??= error
    })
    // There is nowhere left to tell it.
    err.on('error', () => {})
  }

  /** Where a progress bar may draw. */
  get errorStream(): OutputStream {
    return this.#err
  }

  /** Whether a person watches standard error on a terminal that can move its cursor. */
  get interactive(): boolean {
    return this.#err.isTTY === true && process.env.TERM !== 'dumb'
  }

  /** Text for standard output; a newline is added. */
  result(text: string): void {
    this.#out.write(`${text}\n`)
  }

  /** The one document of a `--json` command. */
  document(value: unknown): void {
    this.result(JSON.stringify(value, null, 2))
  }

  /** One or more lines for standard error. They may quote file names, so control characters are made harmless. */
  note(text: string): void {
    this.#err.write(`${text.split('\n').map(visible).join('\n')}\n`)
  }

  /**
   * Waits until everything is handed to the system.
   *
   * @returns `code`, or 2 when the result could not be written, e.g. because it was redirected to a full disk.
   */
  async finish(code: ExitCode): Promise<ExitCode> {
    await drained(this.#out)
    if (this.#outError !== undefined) {
      this.note(`whittle: standard output cannot be written: ${this.#outError.message}`)
    }
    await drained(this.#err)
    return this.#outError === undefined ? code : exitCodes.usage
  }
}

/** The callback of an empty write comes after all earlier writes, on a broken stream as well. */
function drained(stream: OutputStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write('', () => resolve())
  })
}
