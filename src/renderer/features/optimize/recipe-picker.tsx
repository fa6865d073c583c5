import type { Batch } from '../../../shared/model/batch.ts'
import { fitsInPlace } from '../../../shared/recipe/index.ts'
import { Choice } from '../../components/controls/choice.tsx'
import { t } from '../../i18n.ts'
import { recipeName } from '../../recipe-names.ts'
import { chooseRecipe } from '../../state/actions.ts'
import { useRecipes } from '../../state/recipes.ts'
import classes from './plan-card.module.css'

type RecipePickerProps = { readonly batch: Batch; readonly disabled: boolean }

/** What to make of the images, with a sentence about it. */
export function RecipePicker({ batch, disabled }: RecipePickerProps): React.JSX.Element {
  const recipes = useRecipes((state) => state.recipes)
  const { recipe } = batch
  const known = recipes.some((stored) => stored.recipe.id === recipe.id)
  const fitting = recipes.filter((stored) => batch.inPlace === undefined || fitsInPlace(stored.recipe))
  const options = [
    ...fitting.map((stored) => ({ value: stored.recipe.id, label: recipeName(stored.recipe) })),
    ...(known ? [] : [{ value: recipe.id, label: recipe.name }]),
  ]
  return (
    <span className={classes.recipe}>
      {t('recipes.pick')}
      <Choice
        label={t('recipes.pick')}
        value={recipe.id}
        options={options}
        disabled={disabled}
        onChange={(id) => void chooseRecipe(batch.id, id)}
      />
    </span>
  )
}
