import './zod-jitless.ts'
import './components/styles.ts'
import { MantineProvider } from '@mantine/core'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { languageSchema } from '../shared/settings.ts'
import { App } from './app.tsx'
import { cssVariables, theme } from './components/theme.ts'
import { applyLanguage } from './state/appearance.ts'
import { measureWindow } from './state/speed.ts'
import { requireStyleNonce } from './style-nonce.ts'

await start()

async function start(): Promise<void> {
  const root = document.getElementById('root')
  if (root === null) throw new Error('index.html has no element with the id "root"')
  applyLanguage(
    languageSchema.safeParse(new URLSearchParams(location.search).get('language')).data ?? 'system',
  )
  const nonce = requireStyleNonce()
  // The font comes with the app and is there at once; drawing before it would move every line when it arrives.
  await document.fonts.load('13px "Inter Variable"').catch(() => [])
  measureWindow()
  createRoot(root).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        defaultColorScheme="auto"
        getStyleNonce={() => nonce}
        withGlobalClasses={false}
      >
        <App />
      </MantineProvider>
    </StrictMode>,
  )
}
