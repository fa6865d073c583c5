import type { Candidate, PlannedOutput } from '../../shared/model/output.ts'
import { Shared } from './shared-values.ts'

/** A path with its image's name taken out of it, so that it is the same for many images. */
export type PackedPath = {
  readonly head: string
  /** What follows the name; absent where the path does not have it, and is all in `head`. */
  readonly tail?: string
}

type PackedCandidate = { readonly at: PackedPath; readonly rest: Omit<Candidate, 'path'> }
export type PackedOutput = {
  readonly at: PackedPath
  readonly rest: Omit<PlannedOutput, 'path' | 'alternatives'>
  readonly alternatives?: readonly PackedCandidate[]
}

/** Takes the names of images out of paths. */
export class PathPacking {
  readonly #paths = new Shared<PackedPath>()

  pack(path: string, stem: string): PackedPath {
    // Not in the folders above, which may be called the same: their part is to be equal for all images in them.
    const start = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1
    const found = stem === '' ? -1 : path.indexOf(stem, start)
    if (found < 0) return { head: path }
    const head = path.slice(0, found)
    const tail = path.slice(found + stem.length)
    // No path has a NUL in it.
    return this.#paths.get(`${head}\0${tail}`, () => ({ head: copied(head), tail: copied(tail) }))
  }
}

export function joined({ head, tail }: PackedPath, stem: string): string {
  return tail === undefined ? head : head + stem + tail
}

export function packOutputs(
  outputs: readonly PlannedOutput[],
  stem: string,
  paths: PathPacking,
): PackedOutput[] {
  return outputs.map(({ path, alternatives, ...rest }) => ({
    at: paths.pack(path, stem),
    rest,
    ...(alternatives === undefined
      ? {}
      : {
          alternatives: alternatives.map(({ path: other, ...more }) => ({
            at: paths.pack(other, stem),
            rest: more,
          })),
        }),
  }))
}

export function unpackOutputs(packed: readonly PackedOutput[], stem: string): PlannedOutput[] {
  return packed.map(({ at, rest, alternatives }) => ({
    ...rest,
    path: joined(at, stem),
    ...(alternatives === undefined
      ? {}
      : {
          alternatives: alternatives.map((other) => ({ ...other.rest, path: joined(other.at, stem) })),
        }),
  }))
}

/** A part of a string keeps all of it in memory; this does not. JSON, since names may be no valid Unicode. */
function copied(text: string): string {
  return String(JSON.parse(JSON.stringify(text)))
}
