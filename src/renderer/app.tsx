import { Notifications } from '@mantine/notifications'
import { useDeferredValue, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './app.module.css'
import { Palette } from './components/palette/palette.tsx'
import { ReportDialog } from './components/report/report-dialog.tsx'
import { DropOverlay } from './components/shell/drop-overlay.tsx'
import { EngineFailed } from './components/shell/engine-failed.tsx'
import { EngineNotice } from './components/shell/engine-notice.tsx'
import { NavRail } from './components/shell/nav-rail.tsx'
import { useShortcuts } from './components/shell/shortcuts.ts'
import { HistoryScreen } from './features/history/history-screen.tsx'
import { InsightsScreen } from './features/insights/insights-screen.tsx'
import { MonitorScreen } from './features/monitor/monitor-screen.tsx'
import { OptimizeScreen } from './features/optimize/optimize-screen.tsx'
import { RecipesScreen } from './features/recipes/recipes-screen.tsx'
import { ResultsScreen } from './features/results/results-screen.tsx'
import { SettingsScreen } from './features/settings/settings-screen.tsx'
import { instance } from './i18n.ts'
import { connect } from './state/connect.ts'
import { useEngine } from './state/engine.ts'
import { type Screen, useScreen } from './state/screen.ts'

const screenViews: Readonly<Record<Screen, () => React.JSX.Element>> = {
  optimize: OptimizeScreen,
  results: ResultsScreen,
  monitor: MonitorScreen,
  history: HistoryScreen,
  insights: InsightsScreen,
  recipes: RecipesScreen,
  settings: SettingsScreen,
}

/** The window. In another language it is another window: everything is drawn anew, so that nothing keeps its words. */
export function App(): React.JSX.Element {
  const { i18n } = useTranslation(undefined, { i18n: instance() })
  useEffect(connect, [])
  return <Frame key={i18n.language} />
}

function Frame(): React.JSX.Element {
  // Drawn in small pieces, so that what runs meanwhile and the button that was pressed do not wait for it.
  const screen = useDeferredValue(useScreen((state) => state.screen))
  const engine = useEngine((state) => state.engine)
  useShortcuts()
  const View = screenViews[screen]
  return (
    <div className={classes.frame}>
      <NavRail />
      <main className={classes.main}>
        {engine.state === 'failed' ? <EngineFailed error={engine.error} /> : <View />}
        <EngineNotice />
      </main>
      <DropOverlay />
      <Palette />
      <ReportDialog />
      <Notifications position="bottom-right" limit={3} containerWidth={380} />
    </div>
  )
}
