import type { Item } from '../../shared/model/item.ts'
import { formatCount } from '../format.ts'
import { t } from '../i18n.ts'
import { problemWords } from '../words.ts'
import { groupProblems, type ProblemGroup } from './group-problems.ts'
import classes from './problem-groups.module.css'

/** Names listed per reason; the list below the summary has them all. */
const shownNames = 4

/** Images that were left out or failed, by reason. */
export function ProblemGroups({ items }: { readonly items: readonly Item[] }): React.JSX.Element {
  return (
    <ul className={classes.groups} aria-label={t('list.reasons')}>
      {groupProblems(items).map((group) => (
        <Group key={`${group.error.code} ${group.error.message}`} group={group} />
      ))}
    </ul>
  )
}

function Group({ group }: { readonly group: ProblemGroup }): React.JSX.Element {
  const { message, hint } = problemWords(group.error)
  return (
    <li className={classes.group}>
      <span className={`${classes.count} numeric`}>{formatCount(group.names.length)}</span>
      <div className={classes.text}>
        <p>
          {message} <span className={classes.hint}>{hint}</span>
        </p>
        <p className={`${classes.names} selectable`}>{namesOf(group.names)}</p>
      </div>
    </li>
  )
}

function namesOf(names: readonly string[]): string {
  const more = names.length - shownNames
  const shown = names.slice(0, shownNames).join(', ')
  return more > 0 ? t('list.namesAndMore', { names: shown, n: formatCount(more) }) : shown
}
