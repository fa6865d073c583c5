import { useEffect, useState } from 'react'
import { settingsPatchSchema } from '../../../shared/settings.ts'
import { Field } from '../../components/form/field.tsx'
import classes from '../../components/form/form.module.css'
import { t } from '../../i18n.ts'
import { changeSettings } from '../../state/actions.ts'

/** Patterns of what is passed over in folders, one a line. */
export function IgnoreField({ patterns }: { readonly patterns: readonly string[] }): React.JSX.Element {
  const stored = patterns.join('\n')
  const [text, setText] = useState(stored)
  useEffect(() => setText(stored), [stored])
  const ignore = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  const valid = settingsPatchSchema.safeParse({ ignore }).success
  return (
    <Field
      label={t('settings.ignore')}
      hint={t('settings.ignoreHint')}
      problem={valid ? undefined : t('settings.ignoreProblem')}
    >
      <textarea
        className={classes.area}
        aria-label={t('settings.ignore')}
        aria-invalid={!valid}
        rows={3}
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={() => {
          if (valid && ignore.join('\n') !== stored) void changeSettings({ ignore })
        }}
      />
    </Field>
  )
}
