import { open } from 'node:fs/promises'

/**
 * Fuses are options built into Electron's binary: after this marker come one byte for the format's version,
 * one for the number of fuses, and one ASCII digit per fuse. Source: electronjs.org, "Electron Fuses", and
 * electron/fuses.
 */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const WIRE_VERSION = 1
const OFF = 0x30
const ON = 0x31

/** Positions on the wire of the fuses this project changes. */
const POSITIONS = { nodeCliInspectArguments: 3, browserProcessSpecificV8Snapshot: 6 }

/** @typedef {keyof typeof POSITIONS} FuseName */

/**
 * Switches fuses in an Electron binary. Nothing is written when the binary is not as expected.
 *
 * @param {string} binary
 * @param {Partial<Record<FuseName, boolean>>} wanted
 * @throws when there is not exactly one fuse wire of a known version, or one of the fuses is not on it
 */
export async function flipFuses(binary, wanted) {
  const file = await open(binary, 'r+')
  try {
    const bytes = await file.readFile()
    const wire = findWire(bytes, binary)
    const changes = fuseNames.flatMap((name) => {
      const value = wanted[name]
      if (value === undefined) return []
      const offset = POSITIONS[name]
      const current = offset < wire.length ? bytes[wire.start + offset] : undefined
      if (current !== ON && current !== OFF) throw new Error(`${binary} has no fuse ${name}`)
      return [{ position: wire.start + offset, byte: value ? ON : OFF }]
    })
    for (const { position, byte } of changes) await file.write(Uint8Array.of(byte), 0, 1, position)
  } finally {
    await file.close()
  }
}

const fuseNames = /** @type {FuseName[]} */ (Object.keys(POSITIONS))

/**
 * @param {Buffer} bytes
 * @param {string} binary
 */
function findWire(bytes, binary) {
  const found = bytes.indexOf(SENTINEL)
  if (found < 0) throw new Error(`${binary} has no fuses`)
  // A universal macOS binary has two wires; changing only one would do nothing on half of the machines.
  if (bytes.indexOf(SENTINEL, found + 1) >= 0) throw new Error(`${binary} has more than one set of fuses`)
  const head = found + SENTINEL.length
  const version = bytes[head]
  if (version !== WIRE_VERSION) throw new Error(`${binary} has fuses of unknown version ${version}`)
  return { start: head + 2, length: bytes[head + 1] ?? 0 }
}
