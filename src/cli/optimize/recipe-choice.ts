import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import * as z from 'zod'
import { type Recipe, recipeSchema } from '../../shared/recipe/index.ts'
import { UsageError } from '../usage-error.ts'

/** What `--recipe` says: the name of a recipe that the engine knows, or one out of a file. */
export type RecipeChoice = { readonly name: string } | { readonly recipe: Recipe }

/**
 * A value that ends in `.json` or has a slash is a file with one recipe; anything else is a name.
 *
 * @throws UsageError naming the file, and in a recipe the field, that is wrong.
 */
export async function chooseRecipe(value: string, cwd: string): Promise<RecipeChoice> {
  if (!/[\\/]|\.json$/i.test(value)) return { name: value }
  const refuse = (problem: string) => new UsageError('optimize', `option --recipe ${value}: ${problem}`)
  let json: unknown
  try {
    json = JSON.parse((await readFile(resolve(cwd, value), 'utf8')).replace(/^\uFEFF/, ''))
  } catch (error) {
    throw refuse(error instanceof SyntaxError ? `it is not JSON: ${error.message}` : String(error))
  }
  const { data, error } = recipeSchema.safeParse(json)
  if (data !== undefined) return { recipe: data }
  const problems = error.issues.map(
    ({ path, message }) => `${z.core.toDotPath(path) || 'the file'}: ${message}`,
  )
  throw refuse(problems.join('; '))
}
