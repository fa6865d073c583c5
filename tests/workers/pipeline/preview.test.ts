import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { preview } from '../../../src/workers/pipeline/preview.ts'
import * as images from '../../support/images.ts'
import { decodePixels, expectColour } from '../../support/pixels.ts'
import { failureOf } from '../support/failure.ts'
import { limits, photograph, recordingJob, Workspace } from '../support/workspace.ts'

function run(input: string, path: string, side = 256) {
  return preview({ input, limits, side, path }, recordingJob().job)
}

describe('preview', () => {
  it('is a small WebP of the same shape', async () => {
    const workspace = await Workspace.create()
    const path = workspace.path('cache/ab/preview.webp')
    const result = await run(photograph, path)
    const bytes = await readFile(path)
    expect(result).toEqual({ width: 256, height: 160, bytes: bytes.length })
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'webp', width: 256, height: 160 })
  })

  it('is turned as the original is shown, and never enlarged', async () => {
    const workspace = await Workspace.create()
    const input = await workspace.write('a.jpg', await images.orientedJpeg(6))
    const result = await run(input, workspace.path('a.webp'))
    expect(result).toMatchObject({ width: 64, height: 96 })
    const picture = await decodePixels(workspace.path('a.webp'))
    expectColour(picture.at(0.75, 0.25), images.quadrantColours[0], 16)
  })

  it('of a line is at least one pixel wide', async () => {
    const workspace = await Workspace.create()
    const input = await workspace.write('a.png', await images.plain(1, 5000, [9, 9, 9]).png().toBuffer())
    expect(await run(input, workspace.path('a.webp'))).toMatchObject({ width: 1, height: 256 })
  })

  it('replaces an older one and leaves no other file', async () => {
    const workspace = await Workspace.create()
    const path = await workspace.write('a.webp', 'an older preview')
    await run(photograph, path)
    expect(await workspace.list()).toEqual(['a.webp'])
    expect((await decodePixels(path)).width).toBe(256)
  })

  it('never replaces the original', async () => {
    const workspace = await Workspace.create()
    const original = await images.greyPng()
    const path = await workspace.write('a.png', original)
    await failureOf(run(path, path), 'OUTPUT_IS_ORIGINAL')
    expect((await readFile(path)).equals(original)).toBe(true)
  })

  it('fails where the image does', async () => {
    const workspace = await Workspace.create()
    const input = await workspace.write('a.jpg', images.html)
    await failureOf(run(input, workspace.path('a.webp')), 'INPUT_NOT_AN_IMAGE')
    expect(await workspace.list()).toEqual(['a.jpg'])
  })
})
