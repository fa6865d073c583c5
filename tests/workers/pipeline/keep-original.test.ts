import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import type { OutputResult } from '../../../src/shared/model/output.ts'
import { optimize } from '../../../src/workers/pipeline/optimize.ts'
import * as images from '../../support/images.ts'
import { optimizeJob, plannedFor, recordingJob, Workspace } from '../support/workspace.ts'

type Change = {
  size?: readonly [number, number]
  format?: 'jpeg' | 'webp'
  quality?: number
  enhance?: boolean
}

/** Optimizes a JPEG of 80 × 60 that is hard to make smaller. */
async function make(original: Buffer, change: Change = {}): Promise<OutputResult & { isOriginal: boolean }> {
  const { size = [80, 60], format = 'jpeg', quality = 95, enhance = false } = change
  const workspace = await Workspace.create()
  const input = await workspace.write('input.jpg', original)
  const outputs = workspace
    .plan([format], [size])
    .map((output) => ({ ...output, goal: { mode: 'fixed', quality } as const }))
  const planned = await plannedFor(input)
  const result = await optimize(optimizeJob(outputs, { input, planned, enhance }), recordingJob().job)
  const [output] = result.outputs
  if (output === undefined) throw new Error('Nothing came out')
  return { ...output, isOriginal: (await readFile(output.path)).equals(original) }
}

const poorJpeg = () => images.noise(80, 60).jpeg({ quality: 20 }).toBuffer()

describe('an output that would not be smaller', () => {
  it('is the original itself', async () => {
    const original = await poorJpeg()
    expect(await make(original)).toMatchObject({
      isOriginal: true,
      keptOriginal: true,
      bytes: original.length,
      notes: ['original-kept'],
    })
  })

  it.each([
    ['in another size', { size: [40, 30], quality: 100 }],
    ['in another format', { format: 'webp' }],
    ['with its contrast changed', { enhance: true }],
  ] as const)('is encoded all the same %s', async (_, change) => {
    const { isOriginal, keptOriginal, notes } = await make(await poorJpeg(), change)
    expect({ isOriginal, keptOriginal }).toEqual({ isOriginal: false, keptOriginal: false })
    expect(notes).not.toContain('original-kept')
  })

  it('is encoded all the same where the original has to be turned', async () => {
    const turned = await images
      .noise(80, 60)
      .withMetadata({ orientation: 3 })
      .jpeg({ quality: 20 })
      .toBuffer()
    expect(await make(turned)).toMatchObject({ isOriginal: false, keptOriginal: false })
  })

  it('says so when it is larger', async () => {
    const { notes, bytes } = await make(await poorJpeg(), { format: 'webp', quality: 100 })
    expect(notes).toEqual(['larger-than-original'])
    expect(bytes).toBeGreaterThan(0)
  })
})

it('an output that is smaller is never the original', async () => {
  const original = await images.noise(80, 60).jpeg({ quality: 100 }).toBuffer()
  expect(await make(original, { quality: 40 })).toMatchObject({
    isOriginal: false,
    keptOriginal: false,
    notes: [],
  })
})
