import { useState } from 'react'
import type { Size } from '../../../shared/recipe/index.ts'
import { TextField } from '../../components/form/text-field.tsx'
import { t } from '../../i18n.ts'
import { sizesIn, sizesText } from './size-list.ts'

type SizesFieldProps = {
  readonly sizes: readonly Size[]
  readonly problem: string | undefined
  readonly onChange: (sizes: Size[]) => void
}

/** Sizes as text: what cannot be read is named and does not change the recipe. */
export function SizesField({ sizes, problem, onChange }: SizesFieldProps): React.JSX.Element {
  const [text, setText] = useState(() => sizesText(sizes))
  const read = sizesIn(text)
  // Reverted from outside: what is typed is not what the recipe says any more.
  const shown =
    read.wrong === undefined && sizesText(read.sizes) !== sizesText(sizes) ? sizesText(sizes) : text
  const { wrong } = sizesIn(shown)
  return (
    <TextField
      label={t('recipes.sizes')}
      hint={t('recipes.sizesHint')}
      value={shown}
      problem={wrong === undefined ? problem : t('recipes.sizesProblem', { text: wrong })}
      onChange={(next) => {
        setText(next)
        const parsed = sizesIn(next)
        if (parsed.wrong === undefined) onChange(parsed.sizes)
      }}
    />
  )
}
