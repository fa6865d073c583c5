import { type OutputFormat, outputFormats } from '../../shared/formats.ts'
import classes from './format-pill.module.css'

export function FormatPill({ format }: { readonly format: OutputFormat }): React.JSX.Element {
  return <span className={classes.pill}>{outputFormats[format].label}</span>
}
