import { describe, expect, it } from 'vitest'
import { OutputNames } from '../../../src/engine/intake/output-names.ts'
import { planOutputs } from '../../../src/engine/intake/plan.ts'
import { defaultEfforts, type Recipe } from '../../../src/shared/recipe/index.ts'
import { sampleProbe, sampleRecipe } from '../../support/samples.ts'

const emptyFolder = {
  entries: async () => [],
  owned: () => undefined,
  isUnchanged: async () => false,
}
const names = () => new OutputNames('/out', emptyFolder, new Set())
const source = { input: '/in/photo.jpg', name: 'photo.jpg', probe: sampleProbe }

describe('planOutputs', () => {
  it('lists the largest size first, formats as in the recipe, with what each is to be encoded with', async () => {
    expect(await planOutputs(source, sampleRecipe, names(), defaultEfforts)).toEqual([
      planned(0, 'photo-1280w.webp', 'webp', 1280, 640, 82, 4),
      planned(1, 'photo-1280w.jpg', 'jpeg', 1280, 640, 80, null),
      planned(2, 'photo-640w.webp', 'webp', 640, 320, 82, 4),
      planned(3, 'photo-640w.jpg', 'jpeg', 640, 320, 80, null),
    ])
  })

  it('makes a small image once, in its own size', async () => {
    const probe = { ...sampleProbe, width: 100, height: 60 }
    const outputs = await planOutputs({ ...source, probe }, sampleRecipe, names(), defaultEfforts)
    expect(outputs.map(({ width, height }) => [width, height])).toEqual([
      [100, 60],
      [100, 60],
    ])
  })

  it('refuses a size that a format cannot hold, and claims no name for it', async () => {
    const recipe: Recipe = { ...sampleRecipe, formats: ['jpeg', 'webp'], sizes: ['original'] }
    const taken = names()
    const large = { ...sampleProbe, width: 20_000, height: 10 }
    await expect(
      planOutputs({ ...source, probe: large }, recipe, taken, defaultEfforts),
    ).rejects.toMatchObject({
      code: 'FORMAT_LIMIT',
      detail: 'WebP holds at most 16383 pixels a side; this would be 20000×10.',
    })
    const jpeg = await planOutputs(
      { ...source, probe: large },
      { ...recipe, formats: ['jpeg'] },
      taken,
      defaultEfforts,
    )
    expect(jpeg.map(({ path }) => path)).toEqual(['/out/photo-20000w.jpg'])
  })

  it('gives each its own name where two sizes are equally wide', async () => {
    const probe = { ...sampleProbe, width: 1, height: 1_000 }
    const outputs = await planOutputs(
      { ...source, probe },
      { ...sampleRecipe, formats: ['webp'] },
      names(),
      defaultEfforts,
    )
    expect(outputs.map(({ path, height }) => [path, height])).toEqual([
      ['/out/photo-1w.webp', 720],
      ['/out/photo-1w-2.webp', 480],
    ])
  })
})

function planned(
  index: number,
  file: string,
  format: string,
  width: number,
  height: number,
  quality: number,
  effort: number | null,
) {
  return { index, path: `/out/${file}`, format, width, height, goal: { mode: 'fixed', quality }, effort }
}
