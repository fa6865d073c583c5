import { describe, expect, it } from 'vitest'
import { type Expected, verify } from '../../../src/workers/pipeline/verify.ts'
import * as images from '../../support/images.ts'
import { failureOf } from '../support/failure.ts'

const expected: Expected = { format: 'webp', width: 96, height: 64, hasAlpha: false }
const webp = () => images.quadrants().webp().toBuffer()

describe('verify', () => {
  it('accepts what was asked for', async () => {
    await expect(verify(await webp(), expected)).resolves.toMatchObject({
      width: 96,
      height: 64,
      channels: 3,
    })
    const avif = await images.plain(96, 64, [9, 9, 9], 0.5).avif({ effort: 0 }).toBuffer()
    await expect(verify(avif, { ...expected, format: 'avif', hasAlpha: true })).resolves.toMatchObject({
      channels: 4,
    })
  })

  it.each([
    ['size', { ...expected, width: 97 }],
    ['type', { ...expected, format: 'avif' }],
    ['transparency', { ...expected, hasAlpha: true }],
  ] as const)('refuses another %s', async (what, wrong) => {
    const { detail } = await failureOf(verify(await webp(), wrong), 'OUTPUT_INVALID')
    expect(detail).toContain(what)
  })

  it('refuses an animation', async () => {
    const animated = await images.animation('webp')
    const { detail } = await failureOf(
      verify(animated, { ...expected, width: 40, height: 30 }),
      'OUTPUT_INVALID',
    )
    expect(detail).toContain('frames')
  })

  it('refuses what does not decode to the end, though its header does', async () => {
    const bytes = await images.noise(400, 300).jpeg().toBuffer()
    const size = { format: 'jpeg', width: 400, height: 300, hasAlpha: false } as const
    await expect(verify(bytes, size)).resolves.toMatchObject({ width: 400, height: 300 })
    await failureOf(verify(bytes.subarray(0, bytes.length >> 1), size), 'OUTPUT_INVALID')
  })
})
