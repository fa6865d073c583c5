import { basename, join } from 'node:path'
import { WhittleError } from '../../shared/errors.ts'
import type { PlannedOutput } from '../../shared/model/output.ts'
import { defaultNaming, type Recipe } from '../../shared/recipe/index.ts'
import type { OwnedOutput } from '../ports.ts'
import { collisionKey, folderName, type NameParts, outputName } from './naming.ts'

/** What is in the output folder before the batch: the names that are taken, and which of them are ours to replace. */
export type Occupancy = {
  /** What is in a folder; nothing when it does not exist. */
  readonly entries: (folder: string) => Promise<readonly { name: string; isFolder: boolean }[]>
  /** The earlier result of ours at that path. */
  readonly owned: (path: string) => OwnedOutput | undefined
  /** Whether it still has the bytes that we wrote. */
  readonly isUnchanged: (path: string, owned: OwnedOutput) => Promise<boolean>
}

/** `taken` are the names that this batch gave out itself. */
type Use = 'folder' | 'file' | 'taken'

export type Wanted = {
  /** Absolute path of the original: only the same one may replace its own earlier result. */
  readonly input: string
  /** Its path relative to what was given, with forward slashes. */
  readonly name: string
} & Omit<NameParts, 'original'>

/** A name on disk, and the earlier result there that may be replaced. */
export type Claimed = Pick<PlannedOutput, 'path' | 'replaces'>

/**
 * Gives out the names of one batch's outputs, so that no two meet each other or anything that is there, also not
 * on a file system that ignores case.
 */
export class OutputNames {
  readonly #outDir: string
  readonly #occupancy: Occupancy
  readonly #reserved: ReadonlySet<string>
  /** By folder, then by name in it, both as collision keys. Whole paths would be several times as large. */
  readonly #uses = new Map<string, Map<string, Use>>()
  readonly #listed = new Set<string>()
  readonly #folders = new Map<string, string>()
  /** By first choice: the lowest counter that somebody may still get. Without it, n equal names cost n² attempts. */
  readonly #lowest = new Map<string, number>()
  readonly #naming: string
  readonly #collision: Recipe['collision']

  /**
   * @param reserved Absolute paths that other batches are going to write.
   */
  constructor(
    outDir: string,
    occupancy: Occupancy,
    reserved: ReadonlySet<string>,
    rules: Pick<Recipe, 'naming' | 'collision'> = { naming: defaultNaming, collision: 'counter' },
  ) {
    this.#outDir = outDir
    this.#occupancy = occupancy
    this.#reserved = new Set([...reserved].map(collisionKey))
    this.#naming = rules.naming
    this.#collision = rules.collision
  }

  /**
   * @returns `undefined` when somebody else's file has the name and the recipe says to leave such outputs out.
   * @throws WhittleError `OUTPUT_EXISTS` when it says to fail.
   */
  async claim({ input, name, ...parts }: Wanted): Promise<Claimed | undefined> {
    const slash = name.lastIndexOf('/')
    const keepsFolders = this.#naming.startsWith('{dir}/')
    const template = keepsFolders ? this.#naming.slice('{dir}/'.length) : this.#naming
    const named = { original: name.slice(slash + 1), ...parts }
    const dir = slash < 0 || !keepsFolders ? '' : name.slice(0, slash)
    const pathAt = async (attempt: number) => {
      const inside = outputName(named, template, attempt)
      const end = inside.lastIndexOf('/')
      const folder = await this.#folderFor([dir, inside.slice(0, Math.max(0, end))].filter(Boolean).join('/'))
      return { folder, path: join(folder, inside.slice(end + 1)) }
    }
    // By its exact name, as an earlier result is found.
    const { folder, path: first } = await pathAt(1)
    const uses = await this.#usesOf(folder)
    let lowest = this.#lowest.get(first) ?? 1
    for (let attempt = lowest; ; attempt += 1) {
      const { path } = await pathAt(attempt)
      const key = collisionKey(basename(path))
      const use = this.#isReserved(path) ? 'taken' : uses.get(key)
      const owned = use === 'file' ? this.#occupancy.owned(path) : undefined
      const replaces = await this.#replaceable(path, input, owned)
      const ours = use === undefined || replaces !== undefined
      // One that belongs to another original may still be claimed by that one.
      if (attempt === lowest && (ours || owned === undefined)) lowest += 1
      const foreign = !ours && use !== 'taken' && (owned === undefined || owned.source === input)
      if (foreign && this.#collision !== 'counter') return this.#refuse(path)
      if (!ours) continue
      uses.set(key, 'taken')
      // Its first choice is known to be taken; only more than that is worth remembering, which is rare.
      if (lowest > 2) this.#lowest.set(first, lowest)
      return replaces === undefined ? { path } : { path, replaces }
    }
  }

  #isReserved(path: string): boolean {
    return this.#reserved.size > 0 && this.#reserved.has(collisionKey(path))
  }

  #refuse(path: string): undefined {
    if (this.#collision === 'skip') return undefined
    throw new WhittleError('OUTPUT_EXISTS', {
      message: 'A file that Whittle did not make has the name of an output.',
      detail: path,
    })
  }

  async #replaceable(
    path: string,
    input: string,
    owned: OwnedOutput | undefined,
  ): Promise<string | undefined> {
    if (owned?.source !== input) return undefined
    return (await this.#occupancy.isUnchanged(path, owned)) ? owned.sha256 : undefined
  }

  /** The folder for the outputs of a folder: of the same name, unless a file has that. */
  async #folderFor(relative: string): Promise<string> {
    if (relative === '') return this.#outDir
    const known = this.#folders.get(relative)
    if (known !== undefined) return known
    const slash = relative.lastIndexOf('/')
    const parent = await this.#folderFor(slash < 0 ? '' : relative.slice(0, slash))
    const uses = await this.#usesOf(parent)
    for (let attempt = 1; ; attempt += 1) {
      const name = folderName(relative.slice(slash + 1), attempt)
      const folder = join(parent, name)
      const key = collisionKey(name)
      const use = this.#isReserved(folder) ? 'taken' : uses.get(key)
      if (use !== undefined && use !== 'folder') continue
      uses.set(key, 'folder')
      this.#folders.set(relative, folder)
      return folder
    }
  }

  async #usesOf(folder: string): Promise<Map<string, Use>> {
    const key = collisionKey(folder)
    const uses = this.#uses.get(key) ?? new Map<string, Use>()
    this.#uses.set(key, uses)
    // By its exact name: where case counts, `a` and `A` are two folders with one list.
    if (this.#listed.has(folder)) return uses
    this.#listed.add(folder)
    for (const { name, isFolder } of await this.#occupancy.entries(folder)) {
      const entry = collisionKey(name)
      if (!uses.has(entry)) uses.set(entry, isFolder ? 'folder' : 'file')
    }
    return uses
  }
}
