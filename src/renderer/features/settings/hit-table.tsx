import { t } from '../../i18n.ts'
import classes from './cache-panel.module.css'

type HitTableProps = {
  readonly title: string
  /** Heads of all columns but the first, which has the title. */
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** Numbers of the cache by one of their sides. */
export function HitTable({ title, columns, rows }: HitTableProps): React.JSX.Element {
  return (
    <table className={`${classes.table} numeric`}>
      <thead>
        <tr>
          <th scope="col">{title}</th>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.length === 0 && (
          <tr>
            <th scope="row">{t('cache.nothing')}</th>
            {columns.map((column) => (
              <td key={column}>–</td>
            ))}
          </tr>
        )}
        {rows.map(([name, ...values]) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            {values.map((value, index) => (
              <td key={columns[index]}>{value}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
