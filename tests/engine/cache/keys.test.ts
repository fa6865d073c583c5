import { describe, expect, it } from 'vitest'
import { encodersOf, keyOf, variantOf } from '../../../src/engine/cache/keys.ts'
import type { PoolPayload } from '../../../src/shared/contract/pool.ts'
import { defaultTreatment } from '../../../src/shared/recipe/index.ts'
import { samplePlanned } from '../../support/samples.ts'

type Payload = PoolPayload<'optimize'>

const limits = { inputBytes: 1, inputPixels: 1, animationPixels: 1, frames: 1, svgBytes: 1 }
const { alternatives: _, ...planned } = samplePlanned()
const output: Payload['outputs'][number] = { ...planned, partPath: '/out/.part' }
const payload: Payload = {
  input: '/in/a.jpg',
  limits,
  planned: { width: 10, height: 20 },
  treatment: defaultTreatment,
  acceptDamage: false,
  lanes: 1,
  outputs: [output],
}
const variant = (change: Partial<Payload> = {}, of: Partial<typeof output> = {}) =>
  variantOf({ ...payload, ...change }, { ...output, ...of })

describe('the name of a result', () => {
  it('does not depend on where the original is, where the output goes, or what the machine allows', () => {
    const elsewhere = { path: '/else/b.webp', partPath: '/else/.part', index: 7, replaces: 'abc' }
    expect(variant({ input: '/b.png', limits: { ...limits, inputBytes: 2 }, lanes: 2 }, elsewhere)).toBe(
      variant(),
    )
  })

  it.each([
    ['dimensions', {}, { width: 641 }],
    ['crop', {}, { crop: true }],
    ['format', {}, { format: 'jpeg' }],
    ['goal', {}, { goal: { mode: 'target', score: 71 } }],
    ['effort', {}, { effort: 5 }],
    ['alternatives', {}, { alternatives: [{ ...output, format: 'png' }] }],
    ['treatment', { treatment: { ...defaultTreatment, enhance: true } }, {}],
    ['acceptance of damage', { acceptDamage: true }, {}],
    ['dimensions of the original', { planned: { width: 20, height: 10 } }, {}],
  ] satisfies [string, Partial<Payload>, Partial<typeof output>][])('depends on the %s', (_, change, of) => {
    expect(variant(change, of)).not.toBe(variant())
  })

  it('depends on the versions of the encoders, and not on that of Node', () => {
    const versions = { node: '20.0.0', vips: '8.1', aom: '3.1' }
    expect(encodersOf({ ...versions, node: '20.1.0' })).toBe(encodersOf(versions))
    expect(encodersOf({ ...versions, aom: '3.2' })).not.toBe(encodersOf(versions))
    expect(encodersOf({ aom: '3.1', vips: '8.1' })).toBe(encodersOf(versions))
    const name = { source: 'a', variant: 'b', encoders: 'c' }
    expect(keyOf({ ...name, encoders: 'd' })).not.toBe(keyOf(name))
  })
})
