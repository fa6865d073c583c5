import type { BigIntStats, Dirent } from 'node:fs'
import { lstat, readdir, realpath, stat } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path'
import ignore from 'ignore'
import { WhittleError } from '../../shared/errors.ts'
import { manifestFileName } from '../../shared/manifest-name.ts'
import { inputError } from './system-errors.ts'

/** Something found on the way: a regular file to look into, or a reason why it is not one. */
export type Found = {
  /** Absolute path. */
  readonly path: string
  /** Relative to what was given, with forward slashes; the folder's own name is left out. */
  readonly name: string
  /** Whether the person named this very path, rather than a folder above it. */
  readonly explicit: boolean
  readonly error?: WhittleError
}

export type WalkOptions = {
  /** What Whittle made in and below a folder before, by absolute path; left out, and said to be. */
  readonly ownOutputs: (folder: string) => Promise<ReadonlyMap<string, { readonly bytes: number }>>
  /** Whether another batch is going to write that path; left out like what was made before. */
  readonly isExpected?: (path: string) => boolean
  /** Folders that are never looked into; absolute. */
  readonly leaveOut?: readonly string[]
  /** What is found in folders and matches is passed over; in the syntax of `.gitignore`, from the folder that was given. */
  readonly ignore?: readonly string[]
  /** Names are relative to this folder rather than to the paths. */
  readonly base?: string | undefined
  readonly signal: AbortSignal
}

/**
 * Finds every file below the given paths, in a stable order, each once even when it is given twice or reached
 * through a link. Hidden files and folders, and our own manifests, are passed over. Links are followed, loops are not. What cannot be
 * read is reported, never thrown. Nothing is opened, so a pipe cannot block.
 *
 * @param paths Absolute.
 */
export async function* walk(paths: readonly string[], options: WalkOptions): AsyncGenerator<Found> {
  const seen = new Map<bigint, Set<string | number>>()
  const folders = new Set<string>()
  const own = new OwnFiles(options.ownOutputs)
  const patterns = options.ignore ?? []
  const ignored = ignore({ allowRelativePaths: true }).add([...patterns])
  for (const path of options.leaveOut ?? []) {
    const status = await statusOf(path)
    if (!(status instanceof WhittleError)) folders.add(identityOf(status))
  }

  function seenOn({ dev }: BigIntStats): Set<string | number> {
    const known = seen.get(dev) ?? new Set()
    seen.set(dev, known)
    return known
  }

  async function* visit(path: string, name: string, explicit: boolean): AsyncGenerator<Found> {
    if (options.signal.aborted) return
    const status = await statusOf(path)
    if (!explicit && isIgnored(name, status)) return
    if (status instanceof WhittleError) {
      yield { path, name, explicit, error: status }
    } else if (status.isDirectory()) {
      if (explicit) await own.lookAbove(path)
      yield* visitFolder(path, explicit ? '' : name, status)
    } else if (!status.isFile()) {
      yield { path, name, explicit, error: new WhittleError('INPUT_NOT_A_FILE', { detail: kindOf(status) }) }
    } else if (!explicit && (own.has(path, status) || options.isExpected?.(path) === true)) {
      yield { path, name, explicit, error: new WhittleError('OWN_OUTPUT') }
    } else if (isNew(seenOn(status), await fileIdentity(path, status))) {
      yield { path, name, explicit }
    }
  }

  function isIgnored(name: string, status: BigIntStats | WhittleError): boolean {
    // Without patterns it would still remember every path.
    if (patterns.length === 0) return false
    const isFolder = !(status instanceof WhittleError) && status.isDirectory()
    return ignored.ignores(isFolder ? `${name}/` : name)
  }

  async function* visitFolder(path: string, name: string, status: BigIntStats): AsyncGenerator<Found> {
    if (!isNew(folders, identityOf(status))) return
    let entries: Dirent[]
    try {
      entries = await readdir(path, { withFileTypes: true })
    } catch (error) {
      yield { path, name: name || basename(path), explicit: name === '', error: inputError(error, 'folder') }
      return
    }
    await own.lookIn(path)
    const visible = entries
      .map((entry) => entry.name)
      .filter((entry) => !entry.startsWith('.') && entry !== manifestFileName)
    for (const entry of visible.sort(compareNames)) {
      yield* visit(join(path, entry), name === '' ? entry : `${name}/${entry}`, false)
    }
  }

  for (const path of paths) {
    yield* visit(path, options.base === undefined ? basename(path) : nameBelow(options.base, path), true)
  }
}

function nameBelow(base: string, path: string): string {
  const way = relative(base, path)
  return way === '' || way.startsWith('..') || isAbsolute(way) ? basename(path) : way.split(sep).join('/')
}

/** The files of ours in the folders that were looked at. */
class OwnFiles {
  readonly #read: WalkOptions['ownOutputs']
  readonly #looked = new Set<string>()
  readonly #bytes = new Map<string, number>()

  constructor(read: WalkOptions['ownOutputs']) {
    this.#read = read
  }

  async lookIn(folder: string): Promise<void> {
    if (this.#looked.has(folder)) return
    this.#looked.add(folder)
    for (const [path, { bytes }] of await this.#read(folder)) this.#bytes.set(path, bytes)
  }

  /** An output folder may be any of those above. */
  async lookAbove(folder: string): Promise<void> {
    for (let above = dirname(folder); !this.#looked.has(above); above = dirname(above)) {
      await this.lookIn(above)
    }
  }

  /** One of another size was changed or replaced since, and is an original as good as any. */
  has(path: string, status: BigIntStats): boolean {
    return this.#bytes.get(path) === Number(status.size)
  }
}

async function statusOf(path: string): Promise<BigIntStats | WhittleError> {
  try {
    const link = await lstat(path, { bigint: true })
    return link.isSymbolicLink() ? await stat(path, { bigint: true }) : link
  } catch (error) {
    // Node decodes names as UTF-8; one that is not comes back with U+FFFD in it and cannot be found again.
    if (basename(path).includes('\uFFFD')) return new WhittleError('INPUT_NAME_UNREADABLE', { cause: error })
    return inputError(error)
  }
}

function isNew<T>(seen: Set<T>, identity: T): boolean {
  if (seen.has(identity)) return false
  seen.add(identity)
  return true
}

/** Device and inode name a file whatever path leads to it; as big integers, since NTFS uses all 64 bits. */
function identityOf(status: BigIntStats): string {
  return `${status.dev}:${status.ino}`
}

/**
 * Two hard links are two files to everybody who looks into the folder, so they are told apart by their paths. So
 * are files on file systems that do not number them.
 */
async function fileIdentity(path: string, status: BigIntStats): Promise<string | number> {
  // On its device; a number where it is one, since a folder may have very many.
  if (status.nlink === 1n && status.ino !== 0n) {
    return status.ino <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(status.ino) : `${status.ino}`
  }
  return realpath(path).catch(() => path)
}

function kindOf(status: BigIntStats): string {
  if (status.isFIFO()) return 'It is a named pipe.'
  if (status.isSocket()) return 'It is a socket.'
  return 'It is a device.'
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'variant' })

function compareNames(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : 1)
}
