import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { mergeManifest, ownedOutputs } from '../../../src/engine/delivery/index.ts'
import { image, manifest } from './sample-images.ts'

const listing = (merged: ReturnType<typeof mergeManifest>) =>
  Object.fromEntries(merged.images.map((one) => [one.source.path, one.outputs.map((output) => output.path)]))

describe('mergeManifest', () => {
  it('is the additions, in order, when there was nothing', () => {
    const merged = mergeManifest(
      undefined,
      manifest([image('../b.jpg', ['b-2.webp', 'b-1.webp']), image('../a.jpg', ['a.webp'])]),
    )
    expect(Object.entries(listing(merged))).toEqual([
      ['../a.jpg', ['a.webp']],
      ['../b.jpg', ['b-1.webp', 'b-2.webp']],
    ])
  })

  it('keeps the images that the run did not touch', () => {
    const merged = mergeManifest(
      manifest([image('../a.jpg', ['a.webp'])]),
      manifest([image('../b.jpg', ['b.webp'])]),
    )
    expect(listing(merged)).toEqual({ '../a.jpg': ['a.webp'], '../b.jpg': ['b.webp'] })
  })

  it('replaces what was made again and keeps what an earlier run made of the same image', () => {
    const merged = mergeManifest(
      manifest([image('../a.jpg', ['a.webp', 'a.avif'], 'old')]),
      manifest([image('../a.jpg', ['a.webp', 'a.jpg'], 'new')]),
    )
    expect(merged.images).toHaveLength(1)
    expect(merged.images[0]?.outputs.map(({ path, sha256 }) => [path, sha256])).toEqual([
      ['a.avif', 'old'],
      ['a.jpg', 'new'],
      ['a.webp', 'new'],
    ])
  })

  it('gives a path to the image that wrote it last, however the name is written', () => {
    const merged = mergeManifest(
      manifest([image('../old.jpg', ['Cafe\u0301.webp']), image('../other.jpg', ['other.webp', 'x.webp'])]),
      manifest([image('../new.jpg', ['caf\u00e9.webp', 'X.webp'])]),
    )
    expect(listing(merged)).toEqual({
      '../new.jpg': ['X.webp', 'caf\u00e9.webp'],
      '../other.jpg': ['other.webp'],
    })
  })

  it('takes recipe, generator and time from the run', () => {
    const additions = { ...manifest([]), generator: 'whittle 9', updatedAt: '2027-01-01T00:00:00.000Z' }
    expect(mergeManifest(manifest([image('a', ['b'])]), additions)).toMatchObject({
      generator: 'whittle 9',
      updatedAt: '2027-01-01T00:00:00.000Z',
      images: [{ source: { path: 'a' } }],
    })
  })

  it('changes neither of the two it was given', () => {
    const existing = manifest([image('../b.jpg', ['b-2.webp', 'b-1.webp'])])
    const additions = manifest([image('../a.jpg', ['a-2.webp', 'a-1.webp'])])
    const before = structuredClone([existing, additions])
    mergeManifest(existing, additions)
    expect([existing, additions]).toEqual(before)
  })
})

describe('ownedOutputs', () => {
  const dir = resolve('/photos/out')

  it('gives each output by its absolute path, with its original', () => {
    const owned = ownedOutputs(manifest([image('../in/a.jpg', ['sub/a.avif', 'a.webp'])]), dir)
    const known = { sha256: 'a'.repeat(64), bytes: 30_000, source: resolve('/photos/in/a.jpg') }
    expect(owned).toEqual(
      new Map([
        [resolve(dir, 'sub/a.avif'), known],
        [resolve(dir, 'a.webp'), known],
      ]),
    )
  })

  it('believes no manifest that places outputs outside its folder', () => {
    const outputs = ['../a.webp', '../../etc/passwd', '/etc/passwd', 'sub/../../x', '..', '.']
    expect(ownedOutputs(manifest([image('a.jpg', outputs)]), dir)).toEqual(new Map())
    // A name that merely begins like the way out stays in.
    expect([...ownedOutputs(manifest([image('a.jpg', ['..a.webp'])]), dir).keys()]).toEqual([
      resolve(dir, '..a.webp'),
    ])
  })
})
