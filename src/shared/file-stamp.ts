/** The numbers that a file system keeps of a file; as big integers, since doubles hold neither nanoseconds nor NTFS ids. */
type Numbers = {
  readonly dev: bigint
  readonly ino: bigint
  readonly size: bigint
  readonly mtimeNs: bigint
  readonly ctimeNs: bigint
}

/**
 * Tells a file with its bytes from every other one without reading it: device, inode, size and the times at which
 * bytes and entry were changed last. Whoever sets the modification time back still changes the entry's.
 */
export function fileStamp({ dev, ino, size, mtimeNs, ctimeNs }: Numbers): string {
  return [dev, ino, size, mtimeNs, ctimeNs].join(':')
}

/** Milliseconds. The coarsest clock of a file system in use is FAT's, with two seconds. */
const coarsestClockMs = 2_000

/**
 * Whether a stamp taken at `now` can be relied on: a file that was changed a moment ago may be changed again within
 * the same tick of its file system's clock.
 *
 * @param now - Epoch milliseconds.
 */
export function isSettled({ mtimeNs }: Pick<Numbers, 'mtimeNs'>, now: number): boolean {
  return now - Number(mtimeNs / 1_000_000n) > coarsestClockMs
}
