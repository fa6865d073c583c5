import { resolve } from 'node:path'
import type { EngineClient } from '../../shared/contract/engine.ts'
import { type OutputFormat, outputFormats } from '../../shared/formats.ts'
import { builtInRecipes, type Recipe, type RecipeOverrides, type Size } from '../../shared/recipe.ts'
import type { Mode } from '../../shared/settings.ts'
import type { EffortChoice } from '../options.ts'
import { UsageError } from '../usage-error.ts'

/** The options of `whittle optimize` as commander hands them over. */
export type OptimizeOptions = {
  readonly out?: string
  readonly recipe: string
  readonly formats?: OutputFormat[]
  readonly sizes?: Size[]
  readonly quality?: number
  readonly effort?: EffortChoice
  readonly enhance?: boolean
  readonly concurrency?: number
  readonly mode?: Mode
  /** In bytes. */
  readonly memoryBudget?: number
  readonly dryRun?: boolean
  readonly resume?: boolean
  readonly json?: boolean
  readonly quiet?: boolean
}

/** What to ask of the engine. */
export type OptimizeRequest = {
  /** As typed, for telling how to resume. */
  readonly typedPaths: readonly string[]
  readonly params: Parameters<EngineClient['createBatch']>[0]
  /** Absolute; with `--resume` always present. */
  readonly outDir: string | undefined
}

/**
 * Checks the options against each other and against the recipe.
 *
 * @throws UsageError for an unknown recipe, an effort that a chosen format does not have, or `--resume` without
 * a folder to look for.
 */
export function toRequest(paths: readonly string[], options: OptimizeOptions, cwd: string): OptimizeRequest {
  const recipe = findRecipe(options.recipe)
  const outDir = options.out === undefined ? undefined : resolve(cwd, options.out)
  if (options.resume === true && outDir === undefined) {
    throw new UsageError('optimize', 'option --resume needs --out DIR, the folder of the batch to go on with')
  }
  return {
    typedPaths: paths,
    outDir,
    params: {
      paths: paths.map((path) => resolve(cwd, path)),
      recipeId: recipe.id,
      overrides: overridesOf(recipe, options),
      ...(outDir === undefined ? {} : { outDir }),
    },
  }
}

function findRecipe(wanted: string): Recipe {
  const lower = wanted.toLowerCase()
  const found = builtInRecipes.find((one) => one.id === lower || one.name.toLowerCase() === lower)
  if (found !== undefined) return found
  const known = builtInRecipes.map((one) => one.id).join(', ')
  throw new UsageError('optimize', `option --recipe: there is no recipe "${wanted}"; known: ${known}`)
}

function overridesOf(recipe: Recipe, options: OptimizeOptions): RecipeOverrides {
  const formats = options.formats ?? recipe.formats
  return {
    ...(options.formats === undefined ? {} : { formats: options.formats }),
    ...(options.sizes === undefined ? {} : { sizes: options.sizes }),
    ...(options.quality === undefined ? {} : { quality: qualities(recipe, formats, options.quality) }),
    ...(typeof options.effort === 'number' ? { effort: efforts(recipe, formats, options.effort) } : {}),
    ...(options.enhance === undefined ? {} : { enhance: options.enhance }),
  }
}

function qualities(recipe: Recipe, formats: readonly OutputFormat[], quality: number): Recipe['quality'] {
  const all = { ...recipe.quality }
  for (const format of formats) all[format] = quality
  return all
}

function efforts(recipe: Recipe, formats: readonly OutputFormat[], effort: number): Recipe['effort'] {
  const all: Recipe['effort'] = { ...recipe.effort }
  for (const format of formats) {
    const range = outputFormats[format].effort
    // JPEG has no such setting; one effort for a mixed list is still meaningful for the others.
    if (range === null || format === 'jpeg') continue
    if (effort < range.min || effort > range.max) {
      const limits = `${range.min}–${range.max}`
      throw new UsageError('optimize', `option --effort ${effort} is out of range for ${format} (${limits})`)
    }
    all[format] = effort
  }
  return all
}
