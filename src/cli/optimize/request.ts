import { resolve } from 'node:path'
import type { EngineClient } from '../../shared/contract/engine.ts'
import { type OutputFormat, outputFormats } from '../../shared/formats.ts'
import {
  builtInRecipes,
  defaultEfforts,
  type Recipe,
  type RecipeFormat,
  type RecipeOverrides,
  type Size,
} from '../../shared/recipe/index.ts'
import type { Mode } from '../../shared/settings.ts'
import type { EffortChoice } from '../options.ts'
import { UsageError } from '../usage-error.ts'
import type { RecipeChoice } from './recipe-choice.ts'

/** The options of `whittle optimize` as commander hands them over. */
export type OptimizeOptions = {
  readonly out?: string
  readonly inPlace?: boolean
  readonly backupDir?: string
  /** A file, or `-`. */
  readonly filesFrom?: string
  readonly ignore?: string[]
  readonly recipe: string
  readonly formats?: RecipeFormat[]
  readonly sizes?: Size[]
  readonly target?: number
  readonly quality?: number
  readonly maxBytes?: number
  readonly lossless?: boolean
  readonly effort?: EffortChoice
  readonly enhance?: boolean
  readonly metadata?: Recipe['metadata']
  readonly naming?: string
  readonly concurrency?: number
  readonly mode?: Mode
  /** In bytes. */
  readonly memoryBudget?: number
  readonly dryRun?: boolean
  readonly distrust?: boolean
  readonly resume?: boolean
  readonly retryFailed?: boolean
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
 * Checks the options against each other and, where the recipe is known here, against that.
 *
 * @throws UsageError for an effort that a chosen format does not have, or `--resume` without a folder to look for.
 */
export function toRequest(
  paths: readonly string[],
  options: OptimizeOptions,
  choice: RecipeChoice,
  cwd: string,
): OptimizeRequest {
  if (paths.length === 0) throw new UsageError('optimize', "missing required argument 'path'")
  if (options.retryFailed === true && options.resume !== true) {
    throw new UsageError('optimize', 'option --retry-failed needs --resume')
  }
  const outDir = options.out === undefined ? undefined : resolve(cwd, options.out)
  if (options.resume === true && outDir === undefined && options.inPlace !== true) {
    throw new UsageError('optimize', 'option --resume needs --out DIR, the folder of the batch to go on with')
  }
  return {
    typedPaths: paths,
    outDir,
    params: {
      paths: paths.map((path) => resolve(cwd, path)),
      ...('recipe' in choice ? { recipe: choice.recipe } : { recipeId: choice.name }),
      overrides: overridesOf(options, options.formats ?? knownFormats(choice)),
      ...(outDir === undefined ? {} : { outDir }),
      ...destinationOf(options, cwd),
      ...(options.ignore === undefined ? {} : { ignore: options.ignore }),
    },
  }
}

function destinationOf({ inPlace, backupDir }: OptimizeOptions, cwd: string) {
  if (inPlace !== true) {
    if (backupDir === undefined) return {}
    throw new UsageError('optimize', 'option --backup-dir is for --in-place')
  }
  const folder = backupDir === undefined ? {} : { backupDir: resolve(cwd, backupDir) }
  return { destination: { kind: 'in-place' as const, ...folder } }
}

/** The formats of a recipe that can be looked at without an engine. */
function knownFormats(choice: RecipeChoice): readonly RecipeFormat[] {
  if ('recipe' in choice) return choice.recipe.formats
  const lower = choice.name.toLowerCase()
  const known = builtInRecipes.find(({ id, name }) => id === lower || name.toLowerCase() === lower)
  return known?.formats ?? []
}

function overridesOf(options: OptimizeOptions, formats: readonly RecipeFormat[]): RecipeOverrides {
  const { sizes, enhance, metadata, naming } = options
  const quality = qualityOf(options)
  const effort = effortOf(options.effort, formats)
  return {
    ...(options.formats === undefined ? {} : { formats: options.formats }),
    ...(sizes === undefined ? {} : { sizes }),
    ...(quality === undefined ? {} : { quality }),
    ...(effort === undefined ? {} : { effort }),
    ...(enhance === undefined ? {} : { enhance }),
    ...(metadata === undefined ? {} : { metadata }),
    ...(naming === undefined ? {} : { naming }),
  }
}

function qualityOf({ target, quality, maxBytes, lossless }: OptimizeOptions): Recipe['quality'] | undefined {
  if (target !== undefined) return { mode: 'target', score: target }
  if (quality !== undefined)
    return { mode: 'fixed', avif: quality, webp: quality, jpeg: quality, png: quality }
  if (maxBytes !== undefined) return { mode: 'maxBytes', bytes: maxBytes }
  return lossless === true ? { mode: 'lossless' } : undefined
}

function effortOf(
  effort: EffortChoice | undefined,
  formats: readonly RecipeFormat[],
): Recipe['effort'] | undefined {
  if (effort === undefined) return undefined
  if (effort === 'auto') return { mode: 'auto', prefer: 'balanced' }
  if (typeof effort === 'string') return { mode: 'auto', prefer: effort }
  const fixed = (format: OutputFormat) => {
    const { min, max } = outputFormats[format].effort ?? { min: 0, max: 0 }
    if (effort >= min && effort <= max) return effort
    // One effort for a mixed list is still meaningful for the formats that have it.
    if (!formats.includes(asRecipeFormat(format))) return defaultEfforts.balanced[format] ?? min
    throw new UsageError(
      'optimize',
      `option --effort ${effort} is out of range for ${format} (${min}–${max})`,
    )
  }
  return { mode: 'fixed', avif: fixed('avif'), webp: fixed('webp'), png: fixed('png') }
}

function asRecipeFormat(format: OutputFormat): RecipeFormat {
  return format === 'avif' || format === 'webp' || format === 'jpeg' || format === 'png' ? format : 'original'
}
