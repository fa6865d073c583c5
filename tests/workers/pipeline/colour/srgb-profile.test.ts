import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { isSrgbProfile } from '../../../../src/workers/pipeline/colour/srgb-profile.ts'
import * as images from '../../../support/images.ts'

async function profileOf(image: Promise<Buffer>): Promise<Buffer> {
  const { icc } = await sharp(await image).metadata()
  if (icc === undefined) throw new Error('The image has no profile')
  return icc
}

/** A copy with its tone curves replaced by a plain gamma; `tag` as in the profile's table. */
function withGamma(profile: Buffer, gamma: number): Buffer {
  const copy = Buffer.from(profile)
  const count = copy.readUInt32BE(128)
  for (let at = 132; at < 132 + 12 * count; at += 12) {
    if (!copy.toString('latin1', at, at + 4).endsWith('TRC')) continue
    const offset = copy.readUInt32BE(at + 4)
    copy.write('curv', offset, 'latin1')
    copy.writeUInt32BE(1, offset + 8)
    copy.writeUInt16BE(Math.round(gamma * 256), offset + 12)
  }
  return copy
}

describe('isSrgbProfile', () => {
  it('knows sRGB by its numbers', async () => {
    expect(isSrgbProfile(await profileOf(images.srgbProfileJpeg()))).toBe(true)
  })

  it('tells other spaces from it', async () => {
    expect(isSrgbProfile(await profileOf(images.displayP3Jpeg()))).toBe(false)
    expect(isSrgbProfile(await profileOf(images.cmykJpeg()))).toBe(false)
  })

  it('tells a plain gamma from the curve of sRGB', async () => {
    const srgb = await profileOf(images.srgbProfileJpeg())
    expect(isSrgbProfile(withGamma(srgb, 2.2))).toBe(false)
    expect(isSrgbProfile(withGamma(srgb, 1.8))).toBe(false)
  })

  it('takes anything cut off for another space', async () => {
    const srgb = await profileOf(images.srgbProfileJpeg())
    for (const length of [0, 10, 130, 140, 200, srgb.length >> 1]) {
      expect(isSrgbProfile(srgb.subarray(0, length))).toBe(false)
    }
  })
})
