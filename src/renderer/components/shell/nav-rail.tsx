import { UnstyledButton } from '@mantine/core'
import { IconActivity, IconHistory, IconSlice } from '@tabler/icons-react'
import { type Screen, screens, useScreen } from '../../state/screen.ts'
import { Mark } from '../mark.tsx'
import classes from './nav-rail.module.css'
import { StatusButton } from './status-button.tsx'

const entries: Readonly<Record<Screen, { label: string; icon: typeof IconSlice }>> = {
  optimize: { label: 'Optimize', icon: IconSlice },
  monitor: { label: 'Monitor', icon: IconActivity },
  history: { label: 'History', icon: IconHistory },
}

/** The three screens, and at its foot how the engine is. */
export function NavRail(): React.JSX.Element {
  const { screen, go } = useScreen()
  return (
    <aside className={classes.rail} aria-label="Whittle">
      <Mark className={classes.mark} />
      <nav className={classes.entries} aria-label="Screens">
        {screens.map((name, index) => {
          const { label, icon: Icon } = entries[name]
          return (
            <UnstyledButton
              key={name}
              className={classes.entry}
              aria-current={name === screen ? 'page' : undefined}
              aria-keyshortcuts={`Control+${index + 1} Meta+${index + 1}`}
              onClick={() => go(name)}
            >
              <Icon size={20} stroke={1.6} aria-hidden />
              {label}
            </UnstyledButton>
          )
        })}
      </nav>
      <StatusButton />
    </aside>
  )
}
