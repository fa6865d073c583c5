import { createHash } from 'node:crypto'
import { readFile, rm, symlink } from 'node:fs/promises'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import type { OutputJob } from '../../../src/shared/contract/pool.ts'
import { optimize } from '../../../src/workers/pipeline/optimize.ts'
import * as images from '../../support/images.ts'
import { decodePixels } from '../../support/pixels.ts'
import { failureOf } from '../support/failure.ts'
import { optimizeJob, photograph, plannedFor, recordingJob, Workspace } from '../support/workspace.ts'

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')

async function run(input: string, outputs: OutputJob[], job = recordingJob().job) {
  return optimize(optimizeJob(outputs, { input, planned: await plannedFor(input) }), job)
}

const fixed = (quality: number) => ({ mode: 'fixed', quality }) as const

describe('optimize', () => {
  it('makes every format in every size, and says what it made', async () => {
    const workspace = await Workspace.create()
    const outputs = workspace.plan(
      ['avif', 'webp', 'jpeg'],
      [
        [160, 100],
        [640, 400],
        [320, 200],
      ],
    )
    const result = await run(photograph, outputs)

    expect(result.sha256).toBe(sha256(await readFile(photograph)))
    expect(result.notes).toEqual([])
    expect(result.outputs.map(({ index }) => index)).toEqual(outputs.map(({ index }) => index))
    for (const [i, output] of result.outputs.entries()) {
      const bytes = await readFile(output.path)
      expect(output).toMatchObject({
        path: outputs[i]?.path,
        format: outputs[i]?.format,
        width: outputs[i]?.width,
        height: outputs[i]?.height,
        bytes: bytes.length,
        sha256: sha256(bytes),
        quality: 90,
        effort: outputs[i]?.effort,
        score: null,
        cached: false,
        keptOriginal: false,
        notes: [],
      })
      const { mediaType, exif, icc, xmp, width, height } = await sharp(bytes).metadata()
      expect({ mediaType, width, height }).toEqual({
        mediaType: `image/${output.format}`,
        width: output.width,
        height: output.height,
      })
      expect([exif, icc, xmp]).toEqual([undefined, undefined, undefined])
    }
    expect(await workspace.list()).toHaveLength(outputs.length)
  })

  it.each([
    [89, '4:2:0'],
    [90, '4:4:4'],
  ])('writes progressive JPEG, at quality %i with colour in %s', async (quality, chromaSubsampling) => {
    const workspace = await Workspace.create()
    const outputs = workspace
      .plan(['jpeg'], [[640, 400]])
      .map((output) => ({ ...output, goal: fixed(quality) }))
    await run(photograph, outputs)
    const metadata = await sharp(outputs[0]?.path).metadata()
    expect(metadata).toMatchObject({ isProgressive: true, chromaSubsampling })
  })

  it('passes quality and effort to the encoder', async () => {
    const workspace = await Workspace.create()
    const [coarse, fine] = workspace.plan(
      ['webp'],
      [
        [640, 400],
        [320, 200],
      ],
    )
    if (coarse === undefined || fine === undefined) throw new Error('Nothing planned')
    const sameSize = { ...fine, width: 640, height: 400 }
    const result = await run(photograph, [
      { ...coarse, goal: fixed(30) },
      { ...sameSize, goal: fixed(95) },
    ])
    expect(result.outputs[0]?.bytes).toBeLessThan((result.outputs[1]?.bytes ?? 0) / 3)
    const slow = { ...coarse, path: workspace.path('slow.webp'), goal: fixed(30), effort: 6 }
    const hard = await run(photograph, [slow])
    expect(hard.outputs[0]).toMatchObject({ effort: 6 })
    expect(hard.outputs[0]?.bytes).not.toBe(result.outputs[0]?.bytes)
  })

  it('decodes once, makes the smallest size of each format first, and reports each step and each finished output', async () => {
    const workspace = await Workspace.create()
    const outputs = workspace.plan(
      ['webp', 'jpeg'],
      [
        [160, 100],
        [320, 200],
      ],
    )
    const { job, reports } = recordingJob()
    const result = await run(photograph, outputs, job)
    const each = ['encode', 'verify', 'write', 'write+']
    expect(reports.map(({ step, output }) => (output === undefined ? step : `${step}+`))).toEqual([
      'read',
      'decode',
      'resize',
      ...each,
      ...each,
      ...each,
      ...each,
    ])
    const finished = reports.flatMap(({ output }) => (output === undefined ? [] : [output]))
    expect(finished.map(({ index }) => index)).toEqual([1, 3, 0, 2])
    expect([...finished].sort((a, b) => a.index - b.index)).toEqual(result.outputs)
  })

  it('makes exactly the planned dimensions of extreme shapes', async () => {
    const workspace = await Workspace.create()
    const line = await workspace.write(
      'line.png',
      await images.plain(1, 5000, [200, 10, 10]).png().toBuffer(),
    )
    const outputs = workspace.plan(['avif', 'webp', 'jpeg'], [[1, 480]])
    await run(line, outputs)
    for (const { path } of outputs) {
      expect(await decodePixels(path)).toMatchObject({ width: 1, height: 480 })
    }
    const dot = await workspace.write('dot.png', await images.plain(1, 1, [200, 10, 10]).png().toBuffer())
    const result = await run(dot, workspace.plan(['avif', 'webp', 'jpeg'], [[1, 1]]))
    expect(result.notes).toEqual(['larger-than-original'])
  })

  it('runs again over its own results', async () => {
    const workspace = await Workspace.create()
    const outputs = workspace.plan(['webp'], [[320, 200]])
    const first = await run(photograph, outputs)
    const second = await run(photograph, outputs)
    expect(second.outputs[0]?.sha256).toBe(first.outputs[0]?.sha256)
  })
})

describe('optimize ends early', () => {
  it('when cancelled, between two outputs', async () => {
    const workspace = await Workspace.create()
    const outputs = workspace.plan(['webp', 'jpeg'], [[320, 200]])
    const { job, reports } = recordingJob(({ output }) => output?.index === 1)
    await failureOf(run(photograph, outputs, job), 'CANCELLED')
    expect(reports.at(-1)?.output?.index).toBe(1)
    expect(await workspace.list()).toEqual(['result-320x200.jpg'])
  })

  it('when cancelled before anything was read', async () => {
    const workspace = await Workspace.create()
    const { job, reports } = recordingJob(() => true)
    job.report({ step: 'read' })
    await failureOf(run(photograph, workspace.plan(['webp'], [[320, 200]]), job), 'CANCELLED')
    expect(reports).toHaveLength(1)
  })

  it('at damage in the picture, leaving nothing', async () => {
    const workspace = await Workspace.create()
    const input = await workspace.write('a.jpg', await images.truncatedJpeg())
    const { detail } = await failureOf(run(input, workspace.plan(['webp'], [[400, 300]])), 'INPUT_CORRUPT')
    expect(detail).toContain('premature end')
    expect(await workspace.list()).toEqual(['a.jpg'])
  })

  it('where the format holds no image of that size', async () => {
    const workspace = await Workspace.create()
    const { detail } = await failureOf(
      run(photograph, workspace.plan(['jpeg', 'webp'], [[16_384, 10]])),
      'FORMAT_LIMIT',
    )
    expect(detail).toContain('WebP')
    expect(await workspace.list()).toEqual([])
  })

  it('where the image was replaced by another shape or a smaller one', async () => {
    const workspace = await Workspace.create()
    const input = await workspace.write('a.png', await images.plain(300, 200, [1, 2, 3]).png().toBuffer())
    for (const planned of [
      { width: 200, height: 200 },
      { width: 600, height: 400 },
      { width: 200, height: 300 },
    ]) {
      const payload = optimizeJob(workspace.plan(['webp'], [[20, 20]]), { input, planned })
      const { detail } = await failureOf(optimize(payload, recordingJob().job), 'INPUT_CHANGED')
      expect(detail).toContain('300 × 200')
    }
    expect(await workspace.list()).toEqual(['a.png'])
  })

  it('where an output leads to the original', async () => {
    const workspace = await Workspace.create()
    const original = await images.noise(40, 30).jpeg().toBuffer()
    const input = await workspace.write('a.jpg', original)
    const [output] = workspace.plan(['jpeg'], [[40, 30]])
    if (output === undefined) throw new Error('Nothing planned')
    await symlink(input, workspace.path('alias.jpg'))
    const replaces = sha256(original)
    for (const path of [input, workspace.path('alias.jpg')]) {
      const { job, reports } = recordingJob()
      await failureOf(run(input, [{ ...output, path, replaces }], job), 'OUTPUT_IS_ORIGINAL')
      expect(reports).toEqual([{ step: 'read' }])
    }
    await rm(workspace.path('alias.jpg'))
    expect(await workspace.list()).toEqual(['a.jpg'])
    expect((await readFile(input)).equals(original)).toBe(true)
  })
})
