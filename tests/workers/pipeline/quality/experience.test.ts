import { describe, expect, it } from 'vitest'
import { Experience } from '../../../../src/workers/pipeline/quality/experience.ts'
import { ScoreCurve } from '../../../../src/workers/pipeline/quality/score-curve.ts'

const small = { index: 2, area: 300_000 }
const middle = { index: 1, area: 900_000 }
const large = { index: 0, area: 2_000_000 }

function learned(experience: Experience, size: typeof small, factor: number): void {
  experience.learn(size, 70, new ScoreCurve('jpeg', factor))
  experience.pass(size.index)
}

const startOf = async (experience: Experience, size: typeof small) =>
  (await experience.curveFor('webp', size)).factorAt(50)

describe('what one size teaches about the next', () => {
  it('begins with the typical curve', async () => {
    const experience = new Experience()
    expect(experience.isEmpty).toBe(true)
    expect(await startOf(experience, small)).toBe(1)
  })

  it('goes on as the sizes before it did, less with each', async () => {
    const experience = new Experience()
    learned(experience, small, 1)
    expect(await startOf(experience, middle)).toBe(1)
    learned(experience, middle, 1.2)
    const start = await startOf(experience, large)
    expect(start).toBeGreaterThan(1.2)
    expect(start).toBeLessThan(1.3)
  })

  it('does not go on from a size to itself', async () => {
    const experience = new Experience()
    learned(experience, small, 1)
    learned(experience, small, 1.5)
    expect(await startOf(experience, middle)).toBe(1.5)
  })
})

describe('what one format teaches the others', () => {
  it('follows the guide from size to size', async () => {
    const guide = new Experience()
    const experience = new Experience(guide)
    learned(guide, small, 1)
    learned(guide, middle, 2)
    expect(await startOf(experience, small)).toBe(1)
    learned(experience, small, 0.8)
    const start = await startOf(experience, middle)
    // The area grew by three, of which WebP suffers a little more than the guide.
    expect(start).toBeCloseTo(0.8 * 2 ** 0.9 * 3 ** 0.05)
  })

  it('waits until the guide is done with a size', async () => {
    const guide = new Experience()
    const experience = new Experience(guide)
    let start: number | undefined
    const waiting = startOf(experience, small).then((factor) => {
      start = factor
    })
    learned(guide, middle, 1)
    await new Promise((resolve) => setImmediate(resolve))
    expect(start).toBeUndefined()
    learned(guide, small, 4)
    await waiting
    expect(start).toBeGreaterThan(1)
  })

  it('goes on alone when the guide learned nothing, or failed', async () => {
    const guide = new Experience()
    const experience = new Experience(guide)
    const waiting = startOf(experience, small)
    guide.end()
    expect(await waiting).toBe(1)
    learned(experience, small, 0.7)
    expect(await startOf(experience, middle)).toBe(0.7)
  })
})
