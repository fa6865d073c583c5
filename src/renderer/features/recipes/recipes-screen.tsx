import { Button, UnstyledButton } from '@mantine/core'
import { IconFileImport } from '@tabler/icons-react'
import { useRef, useState } from 'react'
import type { StoredRecipe } from '../../../shared/recipe/index.ts'
import { ScreenFrame } from '../../components/screen-frame.tsx'
import { t } from '../../i18n.ts'
import { recipeName, recipeText } from '../../recipe-names.ts'
import { importRecipes, useRecipes } from '../../state/recipes.ts'
import { RecipeEditor } from './recipe-editor.tsx'
import classes from './recipes-screen.module.css'

/** All recipes at the left, one to look at or to change at the right. */
export function RecipesScreen(): React.JSX.Element {
  const recipes = useRecipes((state) => state.recipes)
  const [chosenId, setChosenId] = useState<string>()
  const file = useRef<HTMLInputElement>(null)
  const chosen = recipes.find(({ recipe }) => recipe.id === chosenId) ?? recipes[0]
  const groups = [
    { title: t('recipes.builtIn'), members: recipes.filter(({ builtIn }) => builtIn) },
    { title: t('recipes.own'), members: recipes.filter(({ builtIn }) => !builtIn) },
  ]
  return (
    <ScreenFrame
      title={t('recipes.title')}
      actions={
        <>
          <input
            ref={file}
            type="file"
            accept=".json,application/json"
            hidden
            onChange={(event) => {
              const [given] = event.currentTarget.files ?? []
              if (given !== undefined) void importRecipes(given)
              event.currentTarget.value = ''
            }}
          />
          <Button
            size="xs"
            leftSection={<IconFileImport size={15} stroke={1.6} aria-hidden />}
            onClick={() => file.current?.click()}
          >
            {t('recipes.import')}
          </Button>
        </>
      }
    >
      <div className={classes.columns}>
        <nav className={classes.list} aria-label={t('recipes.list')}>
          {groups.map(({ title, members }) => (
            <div key={title}>
              <h2 className={classes.heading}>{title}</h2>
              {members.length === 0 && <p className={classes.none}>{t('recipes.none')}</p>}
              {members.map((stored) => (
                <Entry
                  key={stored.recipe.id}
                  stored={stored}
                  current={stored === chosen}
                  onChoose={() => setChosenId(stored.recipe.id)}
                />
              ))}
            </div>
          ))}
        </nav>
        {chosen !== undefined && (
          <RecipeEditor key={chosen.recipe.id} stored={chosen} taken={recipes} onChoose={setChosenId} />
        )}
      </div>
    </ScreenFrame>
  )
}

type EntryProps = { readonly stored: StoredRecipe; readonly current: boolean; readonly onChoose: () => void }

function Entry({ stored, current, onChoose }: EntryProps): React.JSX.Element {
  return (
    <UnstyledButton className={classes.entry} aria-current={current ? 'true' : undefined} onClick={onChoose}>
      <span className={classes.name}>{recipeName(stored.recipe)}</span>
      <span className={classes.text}>{recipeText(stored.recipe)}</span>
    </UnstyledButton>
  )
}
