import { createReadStream } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * A file to which lines are appended, each durable before its promise resolves. Lines that come while others are
 * being flushed share the next flush, so that a thousand small images do not wait for a thousand of them.
 */
export class JournalFile {
  readonly #handle: FileHandle
  #pending = ''
  /** Whether one of the pending lines is to be flushed. */
  #durable = false
  #next: Promise<void> | undefined
  #last: Promise<void> = Promise.resolve()

  private constructor(handle: FileHandle) {
    this.#handle = handle
  }

  /** Opens the file, making it where there is none. */
  static async open(path: string): Promise<JournalFile> {
    const handle = await open(path, 'a')
    await syncFolder(dirname(path))
    return new JournalFile(handle)
  }

  /**
   * @param durable `false` only hands the line to the system, which keeps it when this process is killed, but not when
   *   the machine loses power.
   * @throws the file system's error; the line may then be there in part, which does not hurt the next one.
   */
  append(line: string, durable = true): Promise<void> {
    // The break in front keeps it apart from a line that a crash or a full disk cut off.
    this.#pending += `\n${line}\n`
    this.#durable ||= durable
    this.#next ??= this.#last.then(() => this.#write())
    return this.#next
  }

  async close(): Promise<void> {
    await this.#next?.catch(() => undefined)
    await this.#last
    await this.#handle.close()
  }

  #write(): Promise<void> {
    const text = this.#pending
    const durable = this.#durable
    this.#pending = ''
    this.#durable = false
    this.#next = undefined
    const written = this.#handle.appendFile(text).then(() => (durable ? this.#handle.datasync() : undefined))
    this.#last = written.catch(() => undefined)
    return written
  }
}

/**
 * The lines of a file that are not empty, one after the other: the journal of a hundred thousand images is larger than
 * a string can be. Breaks are line feeds and nothing else; a file name may hold what others take for one.
 */
export async function* readLines(path: string): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of createReadStream(path, 'utf8')) {
    const lines = (rest + String(chunk)).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line !== '') yield line
  }
  if (rest !== '') yield rest
}

/** Makes the file's name durable. Windows cannot open a folder and needs no such thing. */
async function syncFolder(dir: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(dir)
  try {
    await handle.sync()
  } catch {
    // Some network file systems refuse; the file itself is flushed all the same.
  } finally {
    await handle.close()
  }
}
