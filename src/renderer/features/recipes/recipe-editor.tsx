import { Button } from '@mantine/core'
import { useState } from 'react'
import { type Recipe, recipeSchema, type StoredRecipe } from '../../../shared/recipe/index.ts'
import { singleClick } from '../../components/single-click.ts'
import { t } from '../../i18n.ts'
import { recipeName } from '../../recipe-names.ts'
import { copyOf, copyRecipe, removeRecipe, saveRecipe } from '../../state/recipes.ts'
import { RecipeFields } from './recipe-fields.tsx'
import { problemsByField } from './recipe-problems.ts'
import classes from './recipes-screen.module.css'

type RecipeEditorProps = {
  readonly stored: StoredRecipe
  readonly taken: readonly StoredRecipe[]
  readonly onChoose: (id: string) => void
}

/** One recipe. What is typed is checked at once and stored only on request. */
export function RecipeEditor({ stored, taken, onChoose }: RecipeEditorProps): React.JSX.Element {
  const [draft, setDraft] = useState<Recipe>(stored.recipe)
  const checked = recipeSchema.safeParse(draft)
  const problems = problemsByField(checked.error?.issues ?? [])
  const changed = JSON.stringify(draft) !== JSON.stringify(stored.recipe)
  const duplicate = async (): Promise<void> => {
    const copy = copyOf(stored.recipe, taken)
    if (await saveRecipe(copy)) onChoose(copy.id)
  }
  return (
    <section className={classes.editor} aria-label={recipeName(draft)}>
      <header className={classes.head}>
        <h2 className={classes.title}>{recipeName(draft)}</h2>
        <div className={classes.actions}>
          <Button size="xs" variant="subtle" onClick={() => void copyRecipe(stored.recipe)}>
            {t('recipes.copyJson')}
          </Button>
          {stored.builtIn ? (
            <Button size="xs" variant="filled" onClick={singleClick(duplicate)}>
              {t('recipes.duplicate')}
            </Button>
          ) : (
            <>
              <Button size="xs" variant="subtle" onClick={singleClick(() => removeRecipe(stored.recipe.id))}>
                {t('recipes.remove')}
              </Button>
              <Button size="xs" onClick={singleClick(duplicate)}>
                {t('recipes.duplicate')}
              </Button>
              <Button size="xs" disabled={!changed} onClick={() => setDraft(stored.recipe)}>
                {t('recipes.revert')}
              </Button>
              <Button
                size="xs"
                variant="filled"
                disabled={!changed || !checked.success}
                onClick={singleClick(() => checked.data && saveRecipe(checked.data))}
              >
                {t('recipes.save')}
              </Button>
            </>
          )}
        </div>
      </header>
      {stored.builtIn && <p className={classes.hint}>{t('recipes.fixedHint')}</p>}
      <fieldset disabled={stored.builtIn} className={classes.fields}>
        <RecipeFields recipe={draft} problems={problems} fixed={stored.builtIn} onChange={setDraft} />
      </fieldset>
    </section>
  )
}
