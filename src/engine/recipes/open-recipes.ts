import { Low } from 'lowdb'
import { WhittleError } from '../../shared/errors.ts'
import { builtInRecipes, type Recipe, recipeSchema, type StoredRecipe } from '../../shared/recipe/index.ts'
import type { Log } from '../ports.ts'
import { RecipesFile, recipeProblems, type StoredRecipes } from './recipes-file.ts'

export type RecipeStore = {
  /** The built-in ones in their order, then the user's by name. */
  readonly list: () => StoredRecipe[]
  /**
   * By id, or by name whatever its case.
   * @throws WhittleError `NOT_FOUND` naming the known ones.
   */
  readonly find: (idOrName: string) => Recipe
  /**
   * Adds the recipe or replaces the user's one with its id; resolves when that is on disk.
   * @throws WhittleError `NOT_ALLOWED` for a built-in id, `HOME_UNWRITABLE`.
   */
  readonly save: (recipe: Recipe) => Promise<StoredRecipe>
  /** @throws WhittleError `NOT_FOUND`, `NOT_ALLOWED` for a built-in one, `HOME_UNWRITABLE`. */
  readonly remove: (id: string) => Promise<void>
  /**
   * Adds the recipes of a JSON text, all or none.
   * @throws WhittleError `RECIPE_INVALID` naming the fields, `HOME_UNWRITABLE`.
   */
  readonly importText: (text: string) => Promise<StoredRecipe[]>
}

export type RecipeStoreOptions = {
  /** Absolute path of `recipes.json`; need not exist. */
  readonly file: string
  readonly log: Log
  readonly onChange: (recipes: StoredRecipe[]) => void
}

/** Opens the recipes. Never throws for what the file holds. */
export async function openRecipes(options: RecipeStoreOptions): Promise<RecipeStore> {
  const low = new Low<StoredRecipes>(new RecipesFile(options.file, options.log), {
    recipes: [],
    unusable: [],
  })
  await low.read()
  let queue: Promise<unknown> = Promise.resolve()

  const own = () => low.data.recipes.toSorted((a, b) => a.name.localeCompare(b.name))
  const list = () => [
    ...builtInRecipes.map((recipe) => ({ recipe, builtIn: true })),
    ...own().map((recipe) => ({ recipe, builtIn: false })),
  ]
  const change = <T>(edit: (recipes: Recipe[]) => { recipes: Recipe[]; result: T }): Promise<T> => {
    const changed = queue.then(async () => {
      // Another Whittle with the same home may have changed them meanwhile.
      await low.read()
      const { recipes, result } = edit(low.data.recipes)
      const data = { ...low.data, recipes }
      try {
        await low.adapter.write(data)
      } catch (cause) {
        throw new WhittleError('HOME_UNWRITABLE', { detail: String(cause), cause })
      }
      low.data = data
      options.onChange(list())
      return result
    })
    queue = changed.catch(() => undefined)
    return changed
  }

  return {
    list,
    find: (wanted) => {
      const lower = wanted.toLowerCase()
      const all = list().map(({ recipe }) => recipe)
      const found = all.find(({ id }) => id === lower) ?? all.find(({ name }) => name.toLowerCase() === lower)
      if (found !== undefined) return found
      throw new WhittleError('NOT_FOUND', {
        message: `There is no recipe "${wanted}".`,
        detail: `Known: ${all.map(({ id }) => id).join(', ')}`,
      })
    },
    save: async (recipe) => {
      refuseBuiltIn(recipe.id)
      return change((recipes) => ({
        recipes: [...recipes.filter(({ id }) => id !== recipe.id), recipe],
        result: { recipe, builtIn: false },
      }))
    },
    remove: async (id) => {
      refuseBuiltIn(id)
      return change((recipes) => {
        if (!recipes.some((recipe) => recipe.id === id))
          throw new WhittleError('NOT_FOUND', { detail: `Recipe ${id}` })
        return { recipes: recipes.filter((recipe) => recipe.id !== id), result: undefined }
      })
    },
    importText: async (text) => {
      const imported = parseRecipes(text)
      return change((recipes) => {
        const added: Recipe[] = []
        for (const recipe of imported) {
          const taken = new Set([...builtInRecipes, ...recipes, ...added].map(({ id }) => id))
          added.push({ ...recipe, id: freeId(recipe.id, taken) })
        }
        return {
          recipes: [...recipes, ...added],
          result: added.map((recipe) => ({ recipe, builtIn: false })),
        }
      })
    },
  }
}

function refuseBuiltIn(id: string): void {
  if (!builtInRecipes.some((recipe) => recipe.id === id)) return
  throw new WhittleError('NOT_ALLOWED', { detail: `"${id}" is built in. Copy it under another id instead.` })
}

/**
 * The recipes in a JSON text: one, or a list.
 * @throws WhittleError `RECIPE_INVALID` naming the fields.
 */
function parseRecipes(text: string): Recipe[] {
  let json: unknown
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (cause) {
    throw new WhittleError('RECIPE_INVALID', { detail: `It is not JSON: ${String(cause)}`, cause })
  }
  const many = Array.isArray(json)
  const candidates: unknown[] = Array.isArray(json) ? json : [json]
  const problems: string[] = []
  const recipes = candidates.flatMap((candidate, index) => {
    const { data, error } = recipeSchema.safeParse(candidate)
    if (error !== undefined) problems.push(recipeProblems(error, many ? `[${index}].` : ''))
    return data ?? []
  })
  if (candidates.length === 0) problems.push('The list is empty')
  if (problems.length > 0) throw new WhittleError('RECIPE_INVALID', { detail: problems.join('; ') })
  return recipes
}

/** The id, or the id with the lowest counter that nobody has. */
function freeId(id: string, taken: ReadonlySet<string>): string {
  if (!taken.has(id)) return id
  for (let counter = 2; ; counter += 1) {
    // Without a hyphen at the cut: two in a row are no id.
    const candidate = `${id.slice(0, 58).replace(/-$/, '')}-${counter}`
    if (!taken.has(candidate)) return candidate
  }
}
