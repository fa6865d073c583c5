import { UnstyledButton } from '@mantine/core'
import { IconChevronRight } from '@tabler/icons-react'
import { formatCount } from '../../format.ts'
import { t } from '../../i18n.ts'
import classes from './left-out.module.css'

type LeftOutProps = {
  readonly failed: number
  readonly skipped: number
  /** Nothing was tried yet, so nothing failed either. */
  readonly planned?: boolean
  readonly open: boolean
  readonly onToggle: () => void
}

/** "2 failed, 3 skipped", opening the reasons. Draws nothing when all went well. */
export function LeftOut({
  failed,
  skipped,
  planned = false,
  open,
  onToggle,
}: LeftOutProps): React.JSX.Element | null {
  if (failed + skipped === 0) return null
  const parts = [
    failed > 0
      ? t(planned ? 'list.unusable' : 'list.failed', { count: failed, n: formatCount(failed) })
      : undefined,
    skipped > 0 ? t('list.skipped', { count: skipped, n: formatCount(skipped) }) : undefined,
  ]
  return (
    <UnstyledButton
      className={classes.button}
      aria-expanded={open}
      data-bad={failed > 0 || undefined}
      onClick={onToggle}
    >
      <IconChevronRight size={14} className={classes.chevron} aria-hidden />
      {parts.filter((part) => part !== undefined).join(', ')}
    </UnstyledButton>
  )
}
