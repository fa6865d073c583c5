import { join } from 'node:path'
import * as z from 'zod'
import { WhittleError } from '../../../shared/errors.ts'
import { type Recommendation, recommendationSchema } from '../../../shared/model/recommendation.ts'
import { type Recipe, recipeSchema, type StoredRecipe } from '../../../shared/recipe/index.ts'
import { type Settings, type SettingsPatch, settingsPatchSchema } from '../../../shared/settings.ts'
import type { Log } from '../../ports.ts'
import { StateFile } from '../state-file.ts'
import { effectOf } from './effects.ts'
import type { Advice, Facts } from './facts.ts'
import { baselineFrom, baselineSchema } from './measures.ts'
import { adviseFrom } from './rules/index.ts'

const adviceSchema = recommendationSchema.omit({ state: true, appliedAt: true, effect: true })
const stateSchema = z.object({
  applied: z
    .array(
      z.object({
        at: z.number(),
        advice: adviceSchema,
        /** What brings everything back: the settings as they were, or the recipe; `null` where there was none. */
        settings: settingsPatchSchema.optional(),
        recipe: recipeSchema.nullable().optional(),
        /** What was measured until then: the history that rules look at does not reach back for ever. */
        baseline: baselineSchema.optional(),
      }),
    )
    .default([]),
  dismissed: z.array(z.object({ at: z.number(), id: z.string() })).default([]),
})
type State = z.output<typeof stateSchema>
type Applied = State['applied'][number]

export type RecommenderOptions = {
  /** Folder of the insights. */
  readonly dir: string
  readonly gather: () => Promise<Facts>
  readonly updateSettings: (patch: SettingsPatch) => Promise<Settings>
  readonly recipes: {
    readonly list: () => StoredRecipe[]
    readonly save: (recipe: Recipe) => Promise<unknown>
    readonly remove: (id: string) => Promise<void>
  }
  readonly now: () => number
  readonly log: Log
}

/** What could be done better, done and taken back at a word, and what came of it. */
export class Recommender {
  readonly #options: RecommenderOptions
  readonly #state: StateFile<State>

  constructor(options: RecommenderOptions) {
    this.#options = options
    this.#state = new StateFile(join(options.dir, 'recommendations.json'), stateSchema, options.log)
  }

  /** Open ones first, then those that were applied, then dismissed ones. */
  async list(): Promise<Recommendation[]> {
    const [facts, state] = await Promise.all([this.#options.gather(), this.#state.read()])
    const applied = state.applied.map((one) => withEffect(one, facts))
    const known = new Set(state.applied.map(({ advice }) => advice.id))
    const dismissed = new Set(state.dismissed.map(({ id }) => id))
    const now = adviseFrom(facts).filter(({ id }) => !known.has(id))
    const open = now.filter(({ id }) => !dismissed.has(id))
    const rest = now.filter(({ id }) => dismissed.has(id))
    return [
      ...open.map((advice) => ({ ...advice, state: 'open' as const })),
      ...applied,
      ...rest.map((advice) => ({ ...advice, state: 'dismissed' as const })),
    ]
  }

  /**
   * Does what a recommendation says, and remembers how it was.
   * @throws WhittleError `NOT_FOUND`; `NOT_ALLOWED` where only a person can do it; what the stores throw.
   */
  async apply(id: string): Promise<Recommendation> {
    const facts = await this.#options.gather()
    const advice = adviseFrom(facts).find((one) => one.id === id)
    const known = (await this.#state.read()).applied.some((one) => one.advice.id === id)
    if (advice === undefined || known) throw new WhittleError('NOT_FOUND', { detail: `Recommendation ${id}` })
    const at = this.#options.now()
    const baseline = baselineFrom(advice, facts, at)
    const done = await this.#do(advice, facts.settings)
    const applied: Applied = { at, advice, ...done, ...(baseline === undefined ? {} : { baseline }) }
    await this.#state.change((state) => ({
      applied: [...state.applied, applied],
      dismissed: state.dismissed.filter((one) => one.id !== id),
    }))
    return withEffect(applied, facts)
  }

  /**
   * Brings back what was before a recommendation was applied.
   * @throws WhittleError `NOT_FOUND`; what the stores throw.
   */
  async takeBack(id: string): Promise<Recommendation> {
    const applied = (await this.#state.read()).applied.find(({ advice }) => advice.id === id)
    if (applied === undefined) throw new WhittleError('NOT_FOUND', { detail: `Applied recommendation ${id}` })
    await this.#undo(applied)
    await this.#state.change((state) => ({
      ...state,
      applied: state.applied.filter(({ advice }) => advice.id !== id),
    }))
    return { ...applied.advice, state: 'open' }
  }

  /** Puts a recommendation aside, or takes that back. @throws WhittleError `NOT_FOUND`. */
  async dismiss(id: string, dismissed: boolean): Promise<Recommendation> {
    const advice = adviseFrom(await this.#options.gather()).find((one) => one.id === id)
    if (advice === undefined) throw new WhittleError('NOT_FOUND', { detail: `Recommendation ${id}` })
    await this.#state.change((state) => {
      const others = state.dismissed.filter((one) => one.id !== id)
      const said = dismissed ? [{ at: this.#options.now(), id }] : []
      return { ...state, dismissed: [...others, ...said] }
    })
    return { ...advice, state: dismissed ? 'dismissed' : 'open' }
  }

  async #do({ action }: Advice, settings: Settings): Promise<Pick<Applied, 'settings' | 'recipe'>> {
    const { recipes, updateSettings } = this.#options
    if (action.type === 'settings') {
      const before = asItWas(settings, action.patch)
      await updateSettings(action.patch)
      return { settings: before }
    }
    if (action.type === 'recipe') {
      const before = recipes.list().find(({ recipe }) => recipe.id === action.recipe.id)?.recipe ?? null
      await recipes.save(action.recipe)
      return { recipe: before }
    }
    const detail = 'Only a person can do this; the recommendation says how.'
    throw new WhittleError('NOT_ALLOWED', { detail })
  }

  async #undo({ advice, settings, recipe }: Applied): Promise<void> {
    if (settings !== undefined) await this.#options.updateSettings(settings)
    if (recipe === undefined) return
    if (recipe !== null) {
      await this.#options.recipes.save(recipe)
      return
    }
    const { action } = advice
    const isThere = ({ recipe: one }: StoredRecipe) => action.type === 'recipe' && one.id === action.recipe.id
    // A person may have removed it already.
    const made = this.#options.recipes.list().find(isThere)
    if (made !== undefined) await this.#options.recipes.remove(made.recipe.id)
  }
}

function withEffect({ at, advice, baseline }: Applied, facts: Facts): Recommendation {
  return { ...advice, state: 'applied', appliedAt: at, effect: effectOf(advice, at, facts, baseline) }
}

/** The fields that a patch names, with the values they have. */
function asItWas(settings: Settings, patch: SettingsPatch): SettingsPatch {
  const pick = (values: unknown, wanted: unknown): unknown => {
    if (!isObject(values) || !isObject(wanted)) return values
    return Object.fromEntries(Object.keys(wanted).map((name) => [name, pick(values[name], wanted[name])]))
  }
  return settingsPatchSchema.parse(pick(settings, patch))
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
