import { UnstyledButton } from '@mantine/core'
import {
  IconActivity,
  IconBulb,
  IconClipboardList,
  IconHistory,
  IconPhotoCheck,
  IconSettings,
  IconSlice,
} from '@tabler/icons-react'
import { t } from '../../i18n.ts'
import { type Screen, screens, useScreen } from '../../state/screen.ts'
import { Mark } from '../mark.tsx'
import classes from './nav-rail.module.css'
import { StatusButton } from './status-button.tsx'

const icons: Readonly<Record<Screen, typeof IconSlice>> = {
  optimize: IconSlice,
  results: IconPhotoCheck,
  monitor: IconActivity,
  history: IconHistory,
  insights: IconBulb,
  recipes: IconClipboardList,
  settings: IconSettings,
}

/** The three screens, and at its foot how the engine is. */
export function NavRail(): React.JSX.Element {
  const { screen, go } = useScreen()
  return (
    <aside className={classes.rail} aria-label="Whittle">
      <Mark className={classes.mark} />
      <nav className={classes.entries} aria-label={t('nav.label')}>
        {screens.map((name, index) => {
          const Icon = icons[name]
          return (
            <UnstyledButton
              key={name}
              className={classes.entry}
              aria-current={name === screen ? 'page' : undefined}
              aria-keyshortcuts={`Control+${index + 1} Meta+${index + 1}`}
              onClick={() => go(name)}
            >
              <Icon size={20} stroke={1.6} aria-hidden />
              {t(`nav.${name}`)}
            </UnstyledButton>
          )
        })}
      </nav>
      <StatusButton />
    </aside>
  )
}
