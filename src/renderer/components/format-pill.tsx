import type { OutputFormat } from '../../shared/formats.ts'
import type { RecipeFormat } from '../../shared/recipe/index.ts'
import { formatName } from '../setting-words.ts'
import classes from './format-pill.module.css'

export function FormatPill({ format }: { readonly format: OutputFormat | RecipeFormat }): React.JSX.Element {
  return <span className={classes.pill}>{formatName(format)}</span>
}
