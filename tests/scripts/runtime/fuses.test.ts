import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { flipFuses } from '../../../scripts/runtime/fuses.mjs'
import { binaryWith, fuseWire } from '../support/fuse-wire'
import { temporaryFolder } from '../support/temporary-folder'

const wanted = { nodeCliInspectArguments: true, browserProcessSpecificV8Snapshot: false }

function written(bytes: Buffer): string {
  const file = join(temporaryFolder(), 'electron')
  writeFileSync(file, bytes)
  return file
}

describe('flipFuses', () => {
  it('changes the two bytes asked for and no other', async () => {
    const file = written(binaryWith(fuseWire('10100011')))
    await flipFuses(file, wanted)
    expect(readFileSync(file)).toEqual(binaryWith(fuseWire('10110001')))
  })

  it('leaves a fuse alone that is not named', async () => {
    const file = written(binaryWith(fuseWire('10100011')))
    await flipFuses(file, { nodeCliInspectArguments: true })
    expect(readFileSync(file)).toEqual(binaryWith(fuseWire('10110011')))
  })

  it.each([
    ['without a wire', binaryWith(), /no fuses/],
    ['with two wires', binaryWith(fuseWire('10100011'), fuseWire('10100011')), /more than one/],
    ['of an unknown version', binaryWith(fuseWire('10100011', 2)), /unknown version 2/],
    ['with a short wire', binaryWith(fuseWire('1010')), /no fuse browserProcessSpecificV8Snapshot/],
    ['with a removed fuse', binaryWith(fuseWire('101r0011')), /no fuse nodeCliInspectArguments/],
  ])('refuses a binary %s and writes nothing', async (_, bytes, message) => {
    const file = written(bytes)
    await expect(flipFuses(file, wanted)).rejects.toThrow(message)
    expect(readFileSync(file)).toEqual(bytes)
  })
})
