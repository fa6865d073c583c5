import { type FileHandle, open, readFile } from 'node:fs/promises'
import type { Adapter } from 'lowdb'
import { codeOf } from '../../../shared/code-of.ts'
import { writeDurably } from '../durable-write.ts'
import {
  checkLine,
  headerLength,
  parseHeader,
  type RollupHeader,
  type RollupShard,
  rollupVersion,
  rowsOf,
  type SeriesEntry,
  versionOf,
  writeRollup,
} from './rollup-text.ts'

/** A shard that is not as it was written. */
export class DamagedShard extends Error {
  readonly path: string

  constructor(path: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
    this.path = path
  }
}

/** Most headers are a few kilobytes, and with short shards the lines come along. */
const firstRead = 65_536
/** Lines with less than this between them are read in one go: a seek costs more. */
const smallGap = 16_384

type OpenRollup = {
  readonly header: RollupHeader
  /** The lines of these series, checked, in the order of the file. @throws {@link DamagedShard} */
  readonly lines: (wanted: readonly SeriesEntry[]) => Promise<{ entry: SeriesEntry; line: Buffer }[]>
}

/** lowdb's adapter for one roll-up shard, and a way to read only some of its series. */
export class RollupFile implements Adapter<RollupShard> {
  readonly #path: string
  readonly #levelMs: number

  constructor(path: string, levelMs: number) {
    this.#path = path
    this.#levelMs = levelMs
  }

  /** `null` when there is no such file. @throws {@link DamagedShard} */
  readonly read = async (): Promise<RollupShard | null> => {
    const bytes = await readFile(this.#path).catch(missing)
    if (bytes === undefined) return null
    const header = headerOf(bytes, this.#path)
    if (header === null) throw new DamagedShard(this.#path, 'a later version of Whittle wrote it')
    const series = new Map(
      header.series.map((entry) => {
        const line = bytes.subarray(entry.offset, entry.offset + entry.bytes)
        return [entry.key, rowsOf(checked(line, entry, this.#path), this.#levelMs)]
      }),
    )
    return { coverage: header.coverage, series }
  }

  /** What of a damaged shard is still as it was written. */
  async salvage(): Promise<RollupShard | undefined> {
    const bytes = await readFile(this.#path).catch(missing)
    if (bytes === undefined) return undefined
    try {
      const header = headerOf(bytes, this.#path)
      if (header === null) return undefined
      const series = new Map<string, ReturnType<typeof rowsOf>>()
      for (const entry of header.series) {
        try {
          const line = bytes.subarray(entry.offset, entry.offset + entry.bytes)
          series.set(entry.key, rowsOf(checked(line, entry, this.#path), this.#levelMs))
        } catch {
          // That one is lost; the next has a checksum of its own.
        }
      }
      return { coverage: header.coverage, series }
    } catch {
      return undefined
    }
  }

  readonly write = (shard: RollupShard): Promise<void> =>
    writeDurably(this.#path, writeRollup(shard, this.#levelMs))

  /**
   * Opens the shard for reading some series of it.
   *
   * @param known The header as it was read earlier, by the state of the file then.
   * @returns `undefined` when there is no such file or it is a later version's.
   * @throws {@link DamagedShard}
   */
  async open<T>(
    known: (state: string) => RollupHeader | undefined,
    use: (rollup: OpenRollup & { readonly state: string }) => Promise<T>,
  ): Promise<T | undefined> {
    const handle = await open(this.#path, 'r').catch(missing)
    if (handle === undefined) return undefined
    try {
      const { size, mtimeMs, ino } = await handle.stat()
      const state = `${ino}-${size}-${mtimeMs}`
      const header = known(state) ?? (await this.#header(handle, size))
      if (header === null) return undefined
      return await use({ state, header, lines: (wanted) => this.#lines(handle, wanted) })
    } finally {
      await handle.close()
    }
  }

  async #header(handle: FileHandle, size: number): Promise<RollupHeader | null> {
    let bytes = await readAt(handle, 0, Math.min(size, firstRead))
    if (headerLength(bytes) === undefined && size > firstRead) bytes = await readAt(handle, 0, size)
    return headerOf(bytes, this.#path)
  }

  async #lines(handle: FileHandle, wanted: readonly SeriesEntry[]) {
    const found: { entry: SeriesEntry; line: Buffer }[] = []
    for (const group of neighbours(wanted)) {
      const start = group[0]?.offset ?? 0
      const end = group.at(-1)
      const bytes = await readAt(handle, start, (end?.offset ?? 0) + (end?.bytes ?? 0) - start)
      for (const entry of group) {
        const line = bytes.subarray(entry.offset - start, entry.offset - start + entry.bytes)
        found.push({ entry, line: checked(line, entry, this.#path) })
      }
    }
    return found
  }
}

function neighbours(wanted: readonly SeriesEntry[]): SeriesEntry[][] {
  const groups: SeriesEntry[][] = []
  let end = Number.NEGATIVE_INFINITY
  for (const entry of wanted) {
    if (entry.offset - end <= smallGap) groups.at(-1)?.push(entry)
    else groups.push([entry])
    end = entry.offset + entry.bytes
  }
  return groups
}

/** `null` for a later version's file, which is not ours to touch. */
function headerOf(bytes: Buffer, path: string): RollupHeader | null {
  const length = headerLength(bytes)
  const version = versionOf(bytes.toString('latin1', 9, 80))
  if (version !== undefined && version > rollupVersion) return null
  try {
    if (length === undefined) throw new Error(bytes.length === 0 ? 'it is empty' : 'it is cut off')
    return parseHeader(bytes.subarray(0, length))
  } catch (error) {
    throw new DamagedShard(path, error)
  }
}

function checked(line: Buffer, entry: SeriesEntry, path: string): Buffer {
  try {
    checkLine(line, entry)
    return line
  } catch (error) {
    throw new DamagedShard(path, error)
  }
}

async function readAt(handle: FileHandle, position: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length)
  const { bytesRead } = await handle.read(buffer, 0, length, position)
  return buffer.subarray(0, bytesRead)
}

function missing(error: unknown): undefined {
  if (codeOf(error) !== 'ENOENT' && codeOf(error) !== 'EISDIR') throw error
}
