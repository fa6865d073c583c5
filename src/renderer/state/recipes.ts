import { create } from 'zustand'
import { type Recipe, recipeSchema, type StoredRecipe } from '../../shared/recipe/index.ts'
import { call } from '../bridge.ts'
import { notifyDone, notifyError } from '../components/notify.ts'
import { t } from '../i18n.ts'

type RecipesState = {
  /** The built-in ones first. */
  readonly recipes: readonly StoredRecipe[]
  readonly load: () => Promise<void>
}

export const useRecipes = create<RecipesState>()((set) => ({
  recipes: [],
  load: async () => {
    try {
      set({ recipes: await call('listRecipes', {}) })
    } catch (error) {
      notifyError(error)
    }
  },
}))

/** Stores a recipe of the user's; true when it was taken. */
export async function saveRecipe(recipe: Recipe): Promise<boolean> {
  return reported(() => call('saveRecipe', { recipe }))
}

export async function removeRecipe(recipeId: string): Promise<boolean> {
  return reported(() => call('removeRecipe', { recipeId }))
}

/** Adds the recipes of a JSON file. */
export async function importRecipes(file: File): Promise<boolean> {
  return reported(async () => {
    const added = await call('importRecipes', { text: await file.text() })
    notifyDone(t('recipes.imported'), added.map(({ recipe }) => recipe.name).join(', '))
  })
}

export async function copyRecipe(recipe: Recipe): Promise<boolean> {
  return reported(async () => {
    await call('copyText', { text: JSON.stringify(recipe, null, 2) })
    notifyDone(t('recipes.copied'), recipe.name)
  })
}

/** A recipe to start from: a copy under a name and an id that nobody has. */
export function copyOf(recipe: Recipe, taken: readonly StoredRecipe[]): Recipe {
  const name = t('recipes.copyOf', { name: recipe.name }).slice(0, 80)
  return recipeSchema.parse({ ...recipe, name, id: freeId(name, taken) })
}

/** An id made of a name's letters, with a counter where it is taken. */
export function freeId(name: string, taken: readonly StoredRecipe[]): string {
  const ids = new Set(taken.map(({ recipe }) => recipe.id))
  const plain = name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 56)
    .replace(/^-+|-+$/g, '')
  const base = plain || 'recipe'
  if (!ids.has(base)) return base
  let counter = 2
  while (ids.has(`${base}-${counter}`)) counter += 1
  return `${base}-${counter}`
}

async function reported(act: () => Promise<unknown>): Promise<boolean> {
  try {
    await act()
    return true
  } catch (error) {
    notifyError(error)
    return false
  }
}
