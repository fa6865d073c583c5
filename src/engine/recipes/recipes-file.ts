import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Adapter } from 'lowdb'
import * as z from 'zod'
import { codeOf } from '../../shared/code-of.ts'
import { type Recipe, recipeSchema } from '../../shared/recipe/index.ts'
import type { Log } from '../ports.ts'

/** `recipes.json`: the user's own recipes. Those that a later version wrote or that are damaged stay in the file. */
export type StoredRecipes = { readonly recipes: Recipe[]; readonly unusable: unknown[] }

const fileSchema = z.object({ version: z.literal(1), recipes: z.array(z.unknown()) })

/** lowdb's adapter for `recipes.json`: one bad recipe does not cost the others. */
export class RecipesFile implements Adapter<StoredRecipes> {
  readonly #path: string
  readonly #log: Log

  constructor(path: string, log: Log) {
    this.#path = path
    this.#log = log
  }

  /** `null` where there is nothing. Never throws: a file that is no list of recipes at all is set aside. */
  readonly read = async (): Promise<StoredRecipes | null> => {
    let text: string
    try {
      text = await readFile(this.#path, 'utf8')
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') this.#log('warn', `The recipes cannot be read: ${String(error)}`)
      return null
    }
    const file = fileSchema.safeParse(parseJson(text))
    if (!file.success) {
      await this.#setAside()
      return null
    }
    const stored: StoredRecipes = { recipes: [], unusable: [] }
    for (const candidate of file.data.recipes) {
      const { data, error } = recipeSchema.safeParse(candidate)
      if (data !== undefined) stored.recipes.push(data)
      else stored.unusable.push(candidate)
      if (error !== undefined)
        this.#log('warn', `A recipe in ${this.#path} cannot be used: ${recipeProblems(error)}`)
    }
    return stored
  }

  /** @throws the file system's error; the file is then as it was. */
  readonly write = async ({ recipes, unusable }: StoredRecipes): Promise<void> => {
    const part = `${this.#path}.${process.pid}.tmp`
    try {
      await mkdir(dirname(this.#path), { recursive: true })
      const content = { version: 1, recipes: [...recipes, ...unusable] }
      await writeFile(part, `${JSON.stringify(content, null, 2)}\n`, { flush: true })
      await rename(part, this.#path)
    } catch (error) {
      await rm(part, { force: true }).catch(() => undefined)
      throw error
    }
  }

  async #setAside(): Promise<void> {
    const aside = this.#path.replace(
      /\.json$/,
      `.invalid-${new Date().toISOString().replaceAll(/[-:.]/g, '')}.json`,
    )
    await rename(this.#path, aside).catch(() => undefined)
    this.#log('warn', `The recipes are not valid and were set aside as ${aside}.`)
  }
}

/** Every wrong field with what is wrong about it, e.g. `quality.score: Too big: expected number to be <=100`. */
export function recipeProblems(error: z.ZodError, prefix = ''): string {
  return error.issues
    .map((issue) => `${prefix}${z.core.toDotPath(issue.path) || 'the recipe'}: ${issue.message}`)
    .join('; ')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
}
