import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Facts } from '../../../src/engine/analytics/recommendations/facts.ts'
import { Recommender } from '../../../src/engine/analytics/recommendations/recommender.ts'
import type { Recipe } from '../../../src/shared/recipe/index.ts'
import { responsiveWeb } from '../../../src/shared/recipe/index.ts'
import type { SettingsPatch } from '../../../src/shared/settings.ts'
import { advisedFacts, imageOf, outputOf, runOf } from '../../support/advised-facts.ts'
import { normal } from '../../support/normal.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { openEngine, photos, runBatch } from '../engine-fixture.ts'

const day = 86_400_000
const { now } = advisedFacts({})

/** A recommender on facts that can be changed, with stores that remember what they were told. */
function recommenderOn(initial: Facts) {
  const place = { facts: initial, recipes: [...initial.recipes], patches: [] as SettingsPatch[] }
  const recommender = new Recommender({
    dir: temporaryFolder(),
    gather: async () => ({ ...place.facts, recipes: place.recipes }),
    updateSettings: async (patch) => {
      place.patches.push(patch)
      return place.facts.settings
    },
    recipes: {
      list: () => place.recipes,
      save: async (recipe) => {
        place.recipes = [
          ...place.recipes.filter((one) => one.recipe.id !== recipe.id),
          { recipe, builtIn: false },
        ]
      },
      remove: async (id) => {
        place.recipes = place.recipes.filter(({ recipe }) => recipe.id !== id)
      },
    },
    now: () => now,
    log: () => undefined,
  })
  return { place, recommender }
}

const nearlyFull = advisedFacts({ disk: { freeBytes: 3e9, operationBytes: 300e6, sampleBytes: 90e6 } })

/** A recipe whose AVIF saves nothing: thirty images before now, and as many since if wanted. */
function withoutGain(recipe: Recipe, builtIn: boolean, since: { ms: number; recipe: Recipe } | undefined) {
  const draw = normal(3)
  const images = (ms: number, avif: boolean) =>
    Array.from({ length: 30 }, () =>
      imageOf([
        ...(avif ? [outputOf({ format: 'avif', bytes: 49_900, ms: 900 * Math.exp(0.1 * draw()) })] : []),
        outputOf({ format: 'webp', bytes: 50_000, ms: ms * Math.exp(0.1 * draw()) }),
      ]),
    )
  const before = runOf(recipe, images(100, true), now - 2 * day)
  const after = since === undefined ? [] : [runOf(since.recipe, images(since.ms, false), now + day)]
  return advisedFacts({ recipes: [{ recipe, builtIn }], runs: [...after, before] })
}
const mine: Recipe = { ...responsiveWeb, id: 'mine', name: 'Mine', formats: ['avif', 'webp'] }
const lean: Recipe = { ...mine, formats: ['webp'] }

describe('a recommendation', () => {
  it('changes settings, and brings back those that it changed', async () => {
    const { recommender, place } = recommenderOn(nearlyFull)
    expect(await recommender.list()).toMatchObject([{ id: 'retention', state: 'open' }])
    expect(await recommender.apply('retention')).toMatchObject({ state: 'applied', appliedAt: now })
    await recommender.takeBack('retention')
    expect(place.patches).toEqual([
      { history: { operationDays: 15, sampleDays: 1 } },
      { history: { operationDays: 30, sampleDays: 3 } },
    ])
    expect(await recommender.list()).toMatchObject([{ id: 'retention', state: 'open' }])
  })

  it('changes a recipe of the user’s, and brings it back', async () => {
    const { recommender, place } = recommenderOn(withoutGain(mine, false, undefined))
    await recommender.apply('format-without-gain:mine:avif')
    expect(place.recipes).toEqual([{ recipe: lean, builtIn: false }])
    await recommender.takeBack('format-without-gain:mine:avif')
    expect(place.recipes).toEqual([{ recipe: mine, builtIn: false }])
  })

  it('puts the change of a built-in recipe into a copy, which goes when it is taken back', async () => {
    const { recommender, place } = recommenderOn(withoutGain(mine, true, undefined))
    await recommender.apply('format-without-gain:mine:avif')
    expect(place.recipes.map(({ recipe }) => recipe.id)).toEqual(['mine', 'mine-advised'])
    await recommender.takeBack('format-without-gain:mine:avif')
    expect(place.recipes).toEqual([{ recipe: mine, builtIn: true }])
  })

  it('is put aside and shown again', async () => {
    const { recommender } = recommenderOn(nearlyFull)
    await recommender.dismiss('retention', true)
    expect(await recommender.list()).toMatchObject([{ state: 'dismissed' }])
    await recommender.dismiss('retention', false)
    expect(await recommender.list()).toMatchObject([{ state: 'open' }])
    await expect(recommender.dismiss('other', true)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('cannot be applied twice, nor taken back before', async () => {
    const { recommender } = recommenderOn(nearlyFull)
    await expect(recommender.takeBack('retention')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await recommender.apply('retention')
    await expect(recommender.apply('retention')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('the effect of a recommendation', () => {
  const id = 'format-without-gain:mine:avif'
  const effectWith = async (since: { ms: number; recipe: Recipe } | undefined) => {
    const { recommender, place } = recommenderOn(withoutGain(mine, false, undefined))
    await recommender.apply(id)
    place.facts = withoutGain(mine, false, since)
    const [applied] = await recommender.list()
    expect(applied).toMatchObject({ id, state: 'applied' })
    return applied?.effect
  }

  it('is waited for until enough was made since', async () => {
    expect(await effectWith(undefined)).toMatchObject({
      verdict: 'waiting',
      measured: null,
      before: 30,
      since: 0,
    })
  })

  it('is what was promised, where it is', async () => {
    const effect = await effectWith({ ms: 100, recipe: lean })
    expect(effect).toMatchObject({ verdict: 'kept', since: 30 })
    expect(effect?.measured?.expected).toBeGreaterThan(850)
    expect(effect?.measured?.expected).toBeLessThan(950)
  })

  it('is known however long ago it was applied, and whatever the history has forgotten', async () => {
    const { recommender, place } = recommenderOn(withoutGain(mine, false, undefined))
    await recommender.apply(id)
    const since = withoutGain(mine, false, { ms: 100, recipe: lean })
    place.facts = { ...since, runs: since.runs.filter(({ run }) => run.startedAt >= now) }
    const [applied] = await recommender.list()
    expect(applied?.effect).toMatchObject({ verdict: 'kept', before: 30, since: 30 })
  })

  it('is less where it is less, and none where there is none', async () => {
    expect(await effectWith({ ms: 700, recipe: lean })).toMatchObject({ verdict: 'less' })
    expect(await effectWith({ ms: 1_000, recipe: lean })).toMatchObject({ verdict: 'none' })
  })
})

it('comes from what the real engine did', async () => {
  const { input, outDir } = photos('LadyBird.jpg')
  for (const copy of [1, 2, 3]) cpSync(join(input, 'LadyBird.jpg'), join(input, `copy-${copy}.jpg`))
  const engine = await openEngine()
  await runBatch(engine, [input], outDir)
  const { commands } = engine
  const found = (await commands.listRecommendations({})).filter(({ rule }) => rule === 'duplicates')
  expect(found).toMatchObject([{ state: 'open', facts: { images: 1, copies: 3 } }])
  await expect(commands.applyRecommendation({ id: 'duplicates' })).rejects.toMatchObject({
    code: 'NOT_ALLOWED',
  })
  await commands.dismissRecommendation({ id: 'duplicates' })
  expect((await commands.listRecommendations({})).find(({ id }) => id === 'duplicates')?.state).toBe(
    'dismissed',
  )
})
