export { builtInRecipes, responsiveWeb } from './built-in.ts'
export {
  defaultEfforts,
  type EffortTable,
  effortFor,
  effortPreferenceSchema,
} from './effort.ts'
export { fitsInPlace } from './fits-in-place.ts'
export { effortRemark, effortRemarks, effortsOf, kneeOf } from './knee.ts'
export { defaultNaming, fillTemplate, namingProblem, namingWords } from './naming-template.ts'
export { goalFor, type QualityGoal, qualityGoalSchema } from './quality.ts'
export {
  defaultTreatment,
  type Recipe,
  type RecipeFormat,
  type RecipeInput,
  type RecipeOverrides,
  recipeFormatSchema,
  recipeOverridesSchema,
  recipeSchema,
  type StoredRecipe,
  storedRecipeSchema,
  type Treatment,
  treatmentOf,
  treatmentSchema,
} from './recipe.ts'
export { type Size, sizeSchema, sizeText } from './size.ts'
export { effortWords, formatWords, goalWords, qualityWords, settingWords } from './words.ts'
