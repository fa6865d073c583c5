import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Calibrator, calibrateWhenIdle } from '../../../src/engine/calibration/index.ts'
import { calibrationSchema } from '../../../src/shared/model/calibration.ts'
import { effortsOf } from '../../../src/shared/recipe/index.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { openEngine } from '../engine-fixture.ts'

describe('the calibration', () => {
  it('measures the encoders on this machine, is kept, and is made anew for other encoders', async () => {
    const home = temporaryFolder()
    const first = await openEngine({ home })
    expect(await first.commands.getCalibration({})).toBeNull()
    const measured = await first.commands.calibrate({})
    expect(measured.frontiers.map(({ format }) => format)).toEqual(['webp', 'avif'])
    for (const { points } of measured.frontiers) {
      expect(points.length).toBeGreaterThanOrEqual(2)
      expect(points.map(({ effort }) => effort)).toEqual(points.map((_, effort) => effort))
      for (const { bytes } of points) expect(bytes).toBeGreaterThan(1_000)
      // The most effort of those measured is smaller than the least.
      expect(points.at(-1)?.bytes).toBeLessThan(points[0]?.bytes ?? 0)
    }
    await first.close()

    const second = await openEngine({ home })
    expect(await second.commands.getCalibration({})).toEqual(measured)
    await second.close()

    const file = join(home, 'calibration.json')
    const stored = calibrationSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
    writeFileSync(file, JSON.stringify({ ...stored, encoders: { ...stored.encoders, aom: '0.0.1' } }))
    const third = await openEngine({ home })
    // Asked for a document, so that the workers are ready and the versions known.
    await expect.poll(() => third.commands.getCalibration({}), { timeout: 30_000 }).toBeNull()
  })

  it('needs its photographs', async () => {
    const engine = await openEngine({ samples: temporaryFolder() })
    await expect(engine.commands.calibrate({})).rejects.toMatchObject({ code: 'SAMPLES_MISSING' })
    expect(await engine.commands.getCalibration({})).toBeNull()
  })

  it('that cannot be read does not matter', async () => {
    const home = temporaryFolder()
    writeFileSync(join(home, 'calibration.json'), '{"version": 1')
    const engine = await openEngine({ home })
    expect(await engine.commands.getCalibration({})).toBeNull()
  })
})

describe('calibrating in the background', () => {
  /** A calibrator whose measurement ends when it is told to, or when it is cut short. */
  function scripted() {
    const asked: AbortSignal[] = []
    let finish = (): void => undefined
    let known = false
    const calibration = { version: 1 as const, at: 0, encoders: {}, durationMs: 0, frontiers: [] }
    const calibrator: Calibrator = {
      current: () => (known ? calibration : undefined),
      efforts: () => effortsOf(undefined),
      calibrate: (signal) =>
        new Promise((resolve, reject) => {
          if (signal !== undefined) asked.push(signal)
          signal?.addEventListener('abort', () => reject(new Error('cut short')))
          finish = () => {
            known = true
            resolve(calibration)
          }
        }),
    }
    return { calibrator, asked, finish: () => finish() }
  }

  it('waits for a quiet time, steps back for work, and is done once', async () => {
    const { calibrator, asked, finish } = scripted()
    let idle = false
    let stir = (): void => undefined
    const stop = calibrateWhenIdle({
      calibrator,
      isIdle: () => idle,
      onActivity: (listener) => {
        stir = listener
        return () => {
          stir = () => undefined
        }
      },
      log: () => undefined,
      quietMs: 5,
    })
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(asked).toHaveLength(0)
    idle = true
    stir()
    await expect.poll(() => asked.length).toBe(1)
    idle = false
    stir()
    expect(asked[0]?.aborted).toBe(true)
    idle = true
    stir()
    await expect.poll(() => asked.length).toBe(2)
    finish()
    await expect.poll(() => calibrator.current()).toBeDefined()
    stir()
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(asked).toHaveLength(2)
    stop()
  })
})
