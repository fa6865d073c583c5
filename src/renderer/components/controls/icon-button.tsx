import { UnstyledButton } from '@mantine/core'
import type { IconSearch } from '@tabler/icons-react'
import classes from './icon-button.module.css'

type IconButtonProps = {
  readonly icon: typeof IconSearch
  readonly label: string
  readonly onClick: () => void
  readonly disabled?: boolean
  readonly pressed?: boolean
}

/** A button that is only a picture, with its name for those who do not see or know it. */
export function IconButton({
  icon: Icon,
  label,
  onClick,
  disabled = false,
  pressed,
}: IconButtonProps): React.JSX.Element {
  return (
    <UnstyledButton
      className={classes.button}
      aria-label={label}
      aria-pressed={pressed}
      title={label}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon size={17} stroke={1.6} aria-hidden />
    </UnstyledButton>
  )
}
