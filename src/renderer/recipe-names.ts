import type { Recipe } from '../shared/recipe/index.ts'
import { t } from './i18n.ts'
import { builtInName, builtInText } from './locales/en/recipes.ts'

/** What a recipe is called. The built-in ones have a name in every language, the others the one they were given. */
export function recipeName({ id, name }: Pick<Recipe, 'id' | 'name'>): string {
  return isNamed(id) ? t(`builtInName.${id}`) : name
}

/** When to choose it. */
export function recipeText({ id, description }: Pick<Recipe, 'id' | 'description'>): string {
  return isDescribed(id) ? t(`builtInText.${id}`) : description
}

function isNamed(id: string): id is keyof typeof builtInName {
  return Object.hasOwn(builtInName, id)
}

function isDescribed(id: string): id is keyof typeof builtInText {
  return Object.hasOwn(builtInText, id)
}
