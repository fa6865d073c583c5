import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import type { OutputJob } from '../../../../src/shared/contract/pool.ts'
import type { OutputFormat } from '../../../../src/shared/formats.ts'
import type { QualityGoal } from '../../../../src/shared/recipe/index.ts'
import { optimize } from '../../../../src/workers/pipeline/optimize.ts'
import { prepareReference } from '../../../../src/workers/score/index.ts'
import * as images from '../../../support/images.ts'
import { optimizeJob, photograph, plannedFor, recordingJob, Workspace } from '../../support/workspace.ts'

const raw = async (bytes: Buffer | string, width?: number, height?: number) => {
  const image = sharp(bytes)
  const sized =
    width === undefined || height === undefined ? image : image.resize(width, height, { fit: 'fill' })
  const { data, info } = await sized.raw().toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height, channels: info.channels }
}

/** Outputs that have to meet a goal, at efforts that are quick. */
function aimed(outputs: readonly OutputJob[], goal: QualityGoal): OutputJob[] {
  return outputs.map((output) => ({ ...output, goal, effort: output.format === 'avif' ? 2 : output.effort }))
}

/** One output that may become any of the formats. */
function choice(
  workspace: Workspace,
  formats: readonly OutputFormat[],
  size: [number, number],
  goal: QualityGoal,
) {
  const [first, ...alternatives] = aimed(workspace.plan(formats, [size]), goal)
  if (first === undefined) throw new RangeError('no format')
  return { ...first, alternatives }
}

describe('a target score', () => {
  it.each([70, 78, 84])(
    'of %i is reached by every format in every size, and hardly exceeded',
    async (score) => {
      const workspace = await Workspace.create()
      const sizes = [
        [480, 300],
        [240, 150],
      ] as const
      const outputs = aimed(workspace.plan(['avif', 'webp', 'jpeg'], sizes), { mode: 'target', score })
      const result = await optimize(optimizeJob(outputs), recordingJob().job)
      for (const output of result.outputs) {
        expect(output.score).toBeGreaterThanOrEqual(score)
        expect(output.score).toBeLessThanOrEqual(score + 2.5)
        expect(output.notes).toEqual([])
        // The score is that of the file on disk, against an independent resize of the original.
        const independent = prepareReference(await raw(photograph, output.width, output.height))
        const again = independent.score(await raw(await readFile(output.path)))
        expect(Math.abs(again - (output.score ?? 0))).toBeLessThan(2)
        independent.free()
      }
    },
  )

  it('that the encoder cannot reach is told', async () => {
    const workspace = await Workspace.create()
    const outputs = aimed(workspace.plan(['webp'], [[240, 150]]), { mode: 'target', score: 99 })
    const result = await optimize(optimizeJob(outputs), recordingJob().job)
    expect(result.outputs).toMatchObject([{ quality: 100, notes: ['target-missed'] }])
    expect(result.outputs[0]?.score).toBeLessThan(99)
  })

  it('counts what shows through where the format has no transparency', async () => {
    const workspace = await Workspace.create()
    const input = await workspace.write(
      't.png',
      await images.plain(64, 64, [200, 60, 60], 0.5).png().toBuffer(),
    )
    const outputs = aimed(workspace.plan(['jpeg', 'webp'], [[64, 64]]), { mode: 'target', score: 80 })
    const planned = await plannedFor(input)
    const result = await optimize(
      optimizeJob(outputs, { input, planned, background: '#000000' }),
      recordingJob().job,
    )
    for (const { score } of result.outputs) expect(score).toBeGreaterThanOrEqual(80)
    expect(result.outputs.map(({ notes }) => notes.includes('alpha-flattened'))).toEqual([true, false])
  })

  it('gives the same files however many formats are made at once', async () => {
    const workspaces = await Promise.all([Workspace.create(), Workspace.create()])
    const hashes = await Promise.all(
      workspaces.map(async (workspace, index) => {
        const plan = workspace.plan(
          ['avif', 'webp', 'jpeg'],
          [
            [240, 150],
            [120, 75],
          ],
        )
        const job = optimizeJob(aimed(plan, { mode: 'target', score: 75 }))
        const { outputs } = await optimize({ ...job, lanes: index === 0 ? 1 : 3 }, recordingJob().job)
        return outputs.map(({ sha256 }) => sha256)
      }),
    )
    expect(hashes[1]).toEqual(hashes[0])
  })
})

describe('a limit of bytes', () => {
  it.each(['avif', 'webp', 'jpeg'] as const)('is kept by %s, with a score', async (format) => {
    const workspace = await Workspace.create()
    const outputs = aimed(workspace.plan([format], [[480, 300]]), { mode: 'maxBytes', bytes: 12_000 })
    const [output] = (await optimize(optimizeJob(outputs), recordingJob().job)).outputs
    expect(output?.bytes).toBeLessThanOrEqual(12_000)
    expect(output?.bytes).toBeGreaterThan(8_000)
    expect(output?.score).toBeGreaterThan(30)
    expect(output?.notes).toEqual([])
  })

  it('that cannot be kept is told', async () => {
    const workspace = await Workspace.create()
    const outputs = aimed(workspace.plan(['jpeg'], [[480, 300]]), { mode: 'maxBytes', bytes: 500 })
    const result = await optimize(optimizeJob(outputs), recordingJob().job)
    expect(result.outputs).toMatchObject([{ quality: 1, notes: ['limit-missed'] }])
  })

  it('goes to the format with the best score', async () => {
    const workspace = await Workspace.create()
    const output = choice(workspace, ['jpeg', 'avif'], [480, 300], { mode: 'maxBytes', bytes: 8_000 })
    const result = await optimize(optimizeJob([output]), recordingJob().job)
    expect(result.outputs).toMatchObject([{ format: 'avif' }])
    expect(result.outputs[0]?.reason).toMatch(/^Photograph, at most 8 kB: .*AVIF .*score/)
  })
})

describe('the choice of a format', () => {
  it('is the smallest at the target, with the reason', async () => {
    const workspace = await Workspace.create()
    const output = choice(workspace, ['avif', 'webp', 'jpeg', 'png'], [240, 150], {
      mode: 'target',
      score: 75,
    })
    const [chosen] = (await optimize(optimizeJob([output]), recordingJob().job)).outputs
    expect(chosen?.format).toBe('avif')
    expect(chosen?.path).toMatch(/\.avif$/)
    expect(chosen?.reason).toMatch(
      /^Photograph, score 75: AVIF [\d.]+ kB, (WebP|JPEG) [\d.]+ kB, (WebP|JPEG) [\d.]+ kB\.$/,
    )
    expect(await workspace.list()).toEqual([`${chosen?.path.split('/').at(-1)}`])
  })

  it('may be without loss for a drawing', async () => {
    const workspace = await Workspace.create()
    const input = await workspace.write('drawing.png', await images.quadrants(200, 120).png().toBuffer())
    const output = choice(workspace, ['webp', 'jpeg'], [200, 120], { mode: 'target', score: 80 })
    const planned = await plannedFor(input)
    const [chosen] = (await optimize(optimizeJob([output], { input, planned }), recordingJob().job)).outputs
    expect(chosen).toMatchObject({ format: 'webp', quality: null })
    expect(chosen?.reason).toMatch(/WebP lossless/)
  })

  it('is the original where nothing saves enough', async () => {
    const workspace = await Workspace.create()
    const small = await sharp(photograph).resize(240, 150).jpeg({ quality: 30, mozjpeg: true }).toBuffer()
    const input = await workspace.write('small.jpg', small)
    const output = choice(workspace, ['avif', 'webp', 'jpeg'], [240, 150], { mode: 'target', score: 90 })
    const planned = await plannedFor(input)
    const job = optimizeJob([output], { input, planned, minimumSaving: 5 })
    const [kept] = (await optimize(job, recordingJob().job)).outputs
    expect(kept).toMatchObject({
      format: 'jpeg',
      keptOriginal: true,
      bytes: small.length,
      notes: ['original-kept'],
    })
    expect(kept?.reason).toMatch(/None saves enough, so the original was kept\.$/)
  })
})

describe('without loss', () => {
  it.each(['webp', 'png', 'tiff'] as const)('%s keeps every pixel', async (format) => {
    const workspace = await Workspace.create()
    const outputs = aimed(workspace.plan([format], [[240, 150]]), { mode: 'lossless' })
    const [output] = (await optimize(optimizeJob(outputs), recordingJob().job)).outputs
    expect(output).toMatchObject({ quality: null, score: null })
    const reference = await optimizeJob(workspace.plan(['png'], [[240, 150]]))
    const png = {
      ...reference,
      outputs: reference.outputs.map((one) => ({
        ...one,
        goal: { mode: 'lossless' as const },
        path: `${one.path}.2.png`,
        partPath: `${one.path}.2.part`,
      })),
    }
    const [plain] = (await optimize(png, recordingJob().job)).outputs
    const a = await raw(await readFile(output?.path ?? ''))
    const b = await raw(await readFile(plain?.path ?? ''))
    expect(a.data.equals(b.data)).toBe(true)
  })
})
