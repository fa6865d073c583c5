import { outputFormats } from '../../../shared/formats.ts'
import type { Recipe } from '../../../shared/recipe/index.ts'
import { Segments } from '../../components/controls/segments.tsx'
import { Field, FormSection } from '../../components/form/field.tsx'
import { NumberField } from '../../components/form/number-field.tsx'
import { t } from '../../i18n.ts'

type QualityFieldsProps = {
  readonly recipe: Recipe
  readonly onChange: (patch: Partial<Recipe>) => void
}

/** What each goal starts from when it is chosen. */
const beginnings: { readonly [M in Recipe['quality']['mode']]: Extract<Recipe['quality'], { mode: M }> } = {
  target: { mode: 'target', score: 78 },
  fixed: { mode: 'fixed', avif: 60, webp: 82, jpeg: 80, png: 100 },
  maxBytes: { mode: 'maxBytes', bytes: 200_000 },
  lossless: { mode: 'lossless' },
}

/** What the outputs have to be, and how hard to try. */
export function QualityFields({ recipe, onChange }: QualityFieldsProps): React.JSX.Element {
  const { quality, effort } = recipe
  return (
    <FormSection title={t('recipes.quality')}>
      <Field label={t('recipes.goal')}>
        <Segments
          label={t('recipes.goal')}
          value={quality.mode}
          options={(['target', 'fixed', 'maxBytes', 'lossless'] as const).map((value) => ({
            value,
            label: t(`recipeGoal.${value}`),
          }))}
          onChange={(mode) => onChange({ quality: beginnings[mode] })}
        />
      </Field>
      {quality.mode === 'target' && (
        <NumberField
          label={t('recipes.score')}
          hint={t('recipes.scoreHint')}
          value={quality.score}
          min={30}
          max={100}
          whole={false}
          onCommit={(score) => onChange({ quality: { mode: 'target', score } })}
        />
      )}
      {quality.mode === 'maxBytes' && (
        <NumberField
          label={t('recipes.bytes')}
          value={quality.bytes}
          min={100}
          max={2 ** 40}
          onCommit={(bytes) => onChange({ quality: { mode: 'maxBytes', bytes } })}
        />
      )}
      {quality.mode === 'fixed' &&
        (['avif', 'webp', 'jpeg', 'png'] as const).map((format) => (
          <NumberField
            key={format}
            label={outputFormats[format].label}
            value={quality[format]}
            min={1}
            max={100}
            onCommit={(number) => onChange({ quality: { ...quality, [format]: number } })}
          />
        ))}
      {effort.mode === 'auto' ? (
        <Field label={t('recipes.effort')} hint={t('recipes.effortHint')}>
          <Segments
            label={t('recipes.effort')}
            value={effort.prefer}
            options={(['fast', 'balanced', 'smallest'] as const).map((value) => ({
              value,
              label: t(`recipeEffort.${value}`),
            }))}
            onChange={(prefer) => onChange({ effort: { mode: 'auto', prefer } })}
          />
        </Field>
      ) : (
        (['avif', 'webp', 'png'] as const).map((format) => (
          <NumberField
            key={format}
            label={`${t('recipes.effort')} ${outputFormats[format].label}`}
            value={effort[format]}
            min={outputFormats[format].effort?.min ?? 0}
            max={outputFormats[format].effort?.max ?? 0}
            onCommit={(number) => onChange({ effort: { ...effort, [format]: number } })}
          />
        ))
      )}
    </FormSection>
  )
}
