import { Switch, UnstyledButton } from '@mantine/core'
import { type Recipe, recipeFormatSchema } from '../../../shared/recipe/index.ts'
import { Choice } from '../../components/controls/choice.tsx'
import { Field, FormSection } from '../../components/form/field.tsx'
import { NumberField } from '../../components/form/number-field.tsx'
import { TextField } from '../../components/form/text-field.tsx'
import { t } from '../../i18n.ts'
import { recipeName, recipeText } from '../../recipe-names.ts'
import { QualityFields } from './quality-fields.tsx'
import classes from './recipes-screen.module.css'
import { SizesField } from './sizes-field.tsx'

type RecipeFieldsProps = {
  readonly recipe: Recipe
  /** What is wrong, by field. */
  readonly problems: ReadonlyMap<string, string>
  /** Built in: to look at, not to change. */
  readonly fixed: boolean
  readonly onChange: (recipe: Recipe) => void
}

/** Everything a recipe says. */
export function RecipeFields({ recipe, problems, fixed, onChange }: RecipeFieldsProps): React.JSX.Element {
  const change = (patch: Partial<Recipe>): void => onChange({ ...recipe, ...patch })
  return (
    <>
      <FormSection title={t('recipes.name')}>
        <TextField
          label={t('recipes.name')}
          value={fixed ? recipeName(recipe) : recipe.name}
          problem={problems.get('name')}
          onChange={(name) => change({ name })}
        />
        <TextField
          label={t('recipes.description')}
          value={fixed ? recipeText(recipe) : recipe.description}
          problem={problems.get('description')}
          onChange={(description) => change({ description })}
        />
      </FormSection>
      <FormSection title={t('recipes.what')}>
        <Formats
          recipe={recipe}
          problem={problems.get('formats')}
          onChange={(formats) => change({ formats })}
        />
        <SizesField
          sizes={recipe.sizes}
          problem={problems.get('sizes')}
          onChange={(sizes) => change({ sizes })}
        />
        <Field label={t('recipes.enlarge')}>
          <Switch
            aria-label={t('recipes.enlarge')}
            checked={recipe.enlarge}
            onChange={(event) => change({ enlarge: event.currentTarget.checked })}
          />
        </Field>
      </FormSection>
      <QualityFields recipe={recipe} onChange={change} />
      <FormSection title={t('recipes.treatment')}>
        <Field label={t('recipes.enhance')}>
          <Switch
            aria-label={t('recipes.enhance')}
            checked={recipe.enhance}
            onChange={(event) => change({ enhance: event.currentTarget.checked })}
          />
        </Field>
        <Field label={t('recipes.metadata')}>
          <Choice
            label={t('recipes.metadata')}
            value={recipe.metadata}
            options={(['strip', 'copyright', 'no-location', 'keep'] as const).map((value) => ({
              value,
              label: t(`recipeMetadata.${value}`),
            }))}
            onChange={(metadata) => change({ metadata })}
          />
        </Field>
        <Field label={t('recipes.colour')}>
          <Choice
            label={t('recipes.colour')}
            value={recipe.colour}
            options={(['srgb', 'keep'] as const).map((value) => ({
              value,
              label: t(`recipeColour.${value}`),
            }))}
            onChange={(colour) => change({ colour })}
          />
        </Field>
        <Field label={t('recipes.animation')}>
          <Choice
            label={t('recipes.animation')}
            value={recipe.animation}
            options={(['first-frame', 'leave-out'] as const).map((value) => ({
              value,
              label: t(`recipeAnimation.${value}`),
            }))}
            onChange={(animation) => change({ animation })}
          />
        </Field>
        <NumberField
          label={t('recipes.minimumSaving')}
          hint={t('recipes.minimumSavingHint')}
          value={recipe.minimumSaving}
          min={0}
          max={90}
          unit="%"
          whole={false}
          onCommit={(minimumSaving) => change({ minimumSaving })}
        />
      </FormSection>
      <FormSection title={t('recipes.output')}>
        <TextField
          label={t('recipes.naming')}
          hint={t('recipes.namingHint')}
          value={recipe.naming}
          problem={problems.get('naming')}
          onChange={(naming) => change({ naming })}
        />
        <Field label={t('recipes.collision')}>
          <Choice
            label={t('recipes.collision')}
            value={recipe.collision}
            options={(['counter', 'skip', 'fail'] as const).map((value) => ({
              value,
              label: t(`recipeCollision.${value}`),
            }))}
            onChange={(collision) => change({ collision })}
          />
        </Field>
      </FormSection>
    </>
  )
}

type FormatsProps = {
  readonly recipe: Recipe
  readonly problem: string | undefined
  readonly onChange: (formats: Recipe['formats']) => void
}

function Formats({ recipe, problem, onChange }: FormatsProps): React.JSX.Element {
  return (
    <Field label={t('recipes.formats')} problem={problem}>
      <div className={classes.chips}>
        {recipeFormatSchema.options.map((format) => (
          <UnstyledButton
            key={format}
            className={classes.chip}
            aria-pressed={recipe.formats.includes(format)}
            onClick={() =>
              onChange(
                recipe.formats.includes(format)
                  ? recipe.formats.filter((known) => known !== format)
                  : [...recipe.formats, format],
              )
            }
          >
            {t(`recipeFormat.${format}`)}
          </UnstyledButton>
        ))}
      </div>
    </Field>
  )
}
