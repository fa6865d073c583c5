import type { Settings } from '../../shared/settings.ts'
import { languageOf, setLanguage } from '../i18n.ts'

/** Speaks the chosen language. The theme needs nothing here: the main process tells Chromium, and the styles follow. */
export function applyLanguage(choice: Settings['appearance']['language']): void {
  const language = languageOf(choice)
  // What is drawn anew loses the keyboard; the control that changed the language keeps it by its id.
  const focused = document.activeElement?.id ?? ''
  document.documentElement.lang = language
  setLanguage(language)
  if (focused !== '') requestAnimationFrame(() => document.getElementById(focused)?.focus())
}
