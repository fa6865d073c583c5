import { Button } from '@mantine/core'
import type { Item } from '../../shared/model/item.ts'
import { formatCount } from '../format.ts'
import { t } from '../i18n.ts'
import { problemWords } from '../words.ts'
import { groupProblems, type ProblemGroup } from './group-problems.ts'
import classes from './problem-groups.module.css'

/** Names listed per reason; the list below the summary has them all. */
const shownNames = 4

type ProblemGroupsProps = {
  readonly items: readonly Item[]
  /** Where the images can be tried again: which, and whether damage is to be put up with. */
  readonly onRetry?: (itemIds: readonly string[], acceptDamage: boolean) => void
}

/** Images that were left out or failed, by reason. */
export function ProblemGroups({ items, onRetry }: ProblemGroupsProps): React.JSX.Element {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must scroll by keyboard too
    <ul className={classes.groups} aria-label={t('list.reasons')} tabIndex={0}>
      {groupProblems(items).map((group) => (
        <Group
          key={`${group.error.code} ${group.error.message}`}
          group={group}
          onRetry={group.failed ? onRetry : undefined}
        />
      ))}
    </ul>
  )
}

type GroupProps = {
  readonly group: ProblemGroup
  readonly onRetry: ProblemGroupsProps['onRetry'] | undefined
}

function Group({ group, onRetry }: GroupProps): React.JSX.Element {
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
      {onRetry !== undefined && (
        <div className={classes.retry}>
          {group.error.code === 'INPUT_CORRUPT' && (
            <Button size="compact-xs" onClick={() => onRetry(group.itemIds, true)}>
              {t('optimize.acceptDamage')}
            </Button>
          )}
          <Button size="compact-xs" onClick={() => onRetry(group.itemIds, false)}>
            {t('optimize.retry')}
          </Button>
        </div>
      )}
    </li>
  )
}

function namesOf(names: readonly string[]): string {
  const more = names.length - shownNames
  const shown = names.slice(0, shownNames).join(', ')
  return more > 0 ? t('list.namesAndMore', { names: shown, n: formatCount(more) }) : shown
}
