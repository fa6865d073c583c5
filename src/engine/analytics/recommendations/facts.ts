import type { CacheStats } from '../../../shared/model/cache.ts'
import type { Calibration } from '../../../shared/model/calibration.ts'
import type { Run } from '../../../shared/model/history.ts'
import type { Item } from '../../../shared/model/item.ts'
import type { MeasuredPoint } from '../../../shared/model/measure.ts'
import type { OutputResult } from '../../../shared/model/output.ts'
import type { Recommendation } from '../../../shared/model/recommendation.ts'
import type { Recipe, StoredRecipe } from '../../../shared/recipe/index.ts'
import type { Settings } from '../../../shared/settings.ts'
import type { ChangeEntry } from '../change-log.ts'

export type RunFacts = { readonly run: Run; readonly items: readonly Item[] }

/** Everything that rules look at: the last thirty days, and how things are now. */
export type Facts = {
  readonly now: number
  readonly from: number
  readonly cores: number
  readonly memoryBytes: number
  readonly settings: Settings
  readonly recipes: readonly StoredRecipe[]
  readonly calibration: Calibration | undefined
  /** Newest first. */
  readonly runs: readonly RunFacts[]
  readonly cache: CacheStats
  readonly changes: readonly ChangeEntry[]
  /** Averages by the hour, by gauge: `cpu`, `cpu_own`, `cpu_outside`, `memory`, `pool_busy`, `pool_queued`. */
  readonly hours: Readonly<Record<string, readonly MeasuredPoint[]>>
  readonly disk: {
    /** Of the drive that the home folder is on; `undefined` where the system does not tell. */
    readonly freeBytes: number | undefined
    /** Of raw records in the history. */
    readonly operationBytes: number
    readonly sampleBytes: number
  }
}

/** What a rule says; whether it was applied or dismissed is not its business. */
export type Advice = Omit<Recommendation, 'state' | 'appliedAt' | 'effect'>
export type RuleOf = (facts: Facts) => Advice[]

/** Finished images of a recipe, as often as they were made, with what was made of them. */
export function imagesOf({ runs }: Pick<Facts, 'runs'>, recipeId: string): Item[] {
  return runs
    .filter(({ run }) => run.recipe.id === recipeId)
    .flatMap(({ items }) => items.filter(({ state, probe }) => state === 'done' && probe !== undefined))
}

/** The same, each image once: as it was made last, which is what visitors load. */
export function latestImagesOf(facts: Pick<Facts, 'runs'>, recipeId: string): Item[] {
  const latest = new Map<string, Item>()
  for (const item of imagesOf(facts, recipeId)) {
    if (!latest.has(item.input)) latest.set(item.input, item)
  }
  return [...latest.values()]
}

/** Outputs that were made rather than found. */
export const madeOf = ({ outputs }: Pick<Item, 'outputs'>): OutputResult[] =>
  outputs.filter(({ cached }) => !cached)

/** Recipes that were used in the time, as they are stored now. */
export function usedRecipes({ recipes, runs }: Pick<Facts, 'recipes' | 'runs'>): StoredRecipe[] {
  const used = new Set(runs.map(({ run }) => run.recipe.id))
  return recipes.filter(({ recipe }) => used.has(recipe.id))
}

/** The action that changes a recipe: in place where it is the user's, else in a copy of it. */
export function changedRecipe({ recipe, builtIn }: StoredRecipe, change: Partial<Recipe>) {
  const copy = builtIn ? { id: advisedId(recipe.id), name: `${recipe.name} (advised)` } : {}
  const changed: Recipe = { ...recipe, ...copy, ...change }
  return { type: 'recipe' as const, recipeId: changed.id, recipe: changed }
}

/** Id of the copy of a built-in recipe that carries what was advised for it. */
const advisedId = (recipeId: string): string => `${recipeId.slice(0, 55)}-advised`

/** What changing a recipe means for a person who uses it. */
export function whereItCounts({ builtIn, recipe }: StoredRecipe): string {
  if (!builtIn) return ''
  return ` "${recipe.name}" is built in: the change goes into a copy, which is to be chosen then.`
}

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
