import type { Item } from '../../shared/model/item.ts'
import { formatCount } from '../format.ts'
import { groupProblems } from './group-problems.ts'
import classes from './problem-groups.module.css'

/** Names listed per reason; the list below the summary has them all. */
const shownNames = 4

/** Images that were left out or failed, by reason. */
export function ProblemGroups({ items }: { readonly items: readonly Item[] }): React.JSX.Element {
  return (
    <ul className={classes.groups} aria-label="Reasons">
      {groupProblems(items).map((group) => (
        <li key={`${group.code} ${group.message}`} className={classes.group}>
          <span className={`${classes.count} numeric`}>{formatCount(group.names.length)}</span>
          <div className={classes.text}>
            <p>
              {group.message} <span className={classes.hint}>{group.hint}</span>
            </p>
            <p className={`${classes.names} selectable`}>{namesOf(group.names)}</p>
          </div>
        </li>
      ))}
    </ul>
  )
}

function namesOf(names: readonly string[]): string {
  const more = names.length - shownNames
  return `${names.slice(0, shownNames).join(', ')}${more > 0 ? ` and ${formatCount(more)} more` : ''}`
}
