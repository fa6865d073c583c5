export { openRecipes, type RecipeStore } from './open-recipes.ts'
