const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'

/** The bytes a fuse wire takes in a binary: `fuses` is one digit per fuse. */
export function fuseWire(fuses: string, version = 1): Buffer {
  return Buffer.concat([Buffer.from(SENTINEL), Buffer.of(version, fuses.length), Buffer.from(fuses)])
}

/** A binary with the given wires in it, and something before, between and after them. */
export function binaryWith(...wires: Buffer[]): Buffer {
  const filling = Buffer.from('\x7fELF…0101…')
  return Buffer.concat([filling, ...wires.flatMap((wire) => [wire, filling])])
}
