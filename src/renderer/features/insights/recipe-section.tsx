import { Button } from '@mantine/core'
import { IconFolder, IconPhoto } from '@tabler/icons-react'
import { useEffect } from 'react'
import { Choice } from '../../components/controls/choice.tsx'
import { formatCount, formatNoun, lastSegment } from '../../format.ts'
import { t } from '../../i18n.ts'
import { recipeName } from '../../recipe-names.ts'
import { useEngine } from '../../state/engine.ts'
import { trialSizes, useRecipeTrial } from '../../state/recipe-trial.ts'
import { useRecipes } from '../../state/recipes.ts'
import { problemWords } from '../../words.ts'
import { ImpactPanel } from './impact-panel.tsx'
import classes from './recipe-section.module.css'
import { Nothing, Section } from './section.tsx'

/** Two recipes on the same few images, made for the comparison and thrown away after it. */
export function RecipeSection(): React.JSX.Element {
  const ready = useEngine((state) => state.engine.state === 'ready')
  const { recipes, load } = useRecipes()
  const trial = useRecipeTrial()
  const { before, after, paths, images, running, impact, error } = trial
  useEffect(() => {
    if (ready) void load()
  }, [ready, load])
  const options = recipes.map(({ recipe }) => ({ value: recipe.id, label: recipeName(recipe) }))
  const [first] = paths
  const same = before === after
  return (
    <Section id="insights-recipes" title={t('insights.recipes')}>
      <p className={classes.hint}>{t('insights.recipesHint')}</p>
      <div className={classes.choices}>
        <Choice
          label={t('insights.before')}
          value={before}
          options={options}
          disabled={running}
          onChange={(next) => trial.choose({ before: next })}
        />
        <span className={classes.against}>{t('insights.againstRecipe')}</span>
        <Choice
          label={t('insights.after')}
          value={after}
          options={options}
          disabled={running}
          onChange={(next) => trial.choose({ after: next })}
        />
      </div>
      <div className={classes.choices}>
        <Button
          size="xs"
          disabled={running}
          leftSection={<IconPhoto size={15} stroke={1.6} aria-hidden />}
          onClick={() => void trial.ask('files')}
        >
          {t('action.chooseFiles')}
        </Button>
        <Button
          size="xs"
          disabled={running}
          leftSection={<IconFolder size={15} stroke={1.6} aria-hidden />}
          onClick={() => void trial.ask('folder')}
        >
          {t('action.chooseFolder')}
        </Button>
        <Choice
          label={t('insights.sampleSize')}
          value={images}
          options={trialSizes.map((value) => ({
            value,
            label: t('insights.atMost', { images: formatNoun(Number(value), 'image') }),
          }))}
          disabled={running}
          onChange={(next) => trial.choose({ images: next })}
        />
        <Button
          size="xs"
          variant="filled"
          loading={running}
          disabled={!ready || first === undefined || same}
          onClick={() => void trial.compare()}
        >
          {t('insights.compare')}
        </Button>
      </div>
      <p className={classes.hint} role="status">
        {running
          ? t('insights.comparing')
          : same
            ? t('insights.sameRecipe')
            : first === undefined
              ? t('insights.noSample')
              : t('insights.sampleOf', {
                  name: lastSegment(first),
                  more: paths.length > 1 ? t('insights.andMore', { n: formatCount(paths.length - 1) }) : '',
                })}
      </p>
      {error !== undefined && (
        <Nothing>
          {problemWords(error).message} {problemWords(error).hint}
        </Nothing>
      )}
      {impact !== undefined && <ImpactPanel impact={impact} />}
    </Section>
  )
}
