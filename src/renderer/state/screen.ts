import { create } from 'zustand'
import type { MenuTarget } from '../../shared/contract/shell.ts'
import { usePalette } from './palette.ts'

export const screens = [
  'optimize',
  'results',
  'monitor',
  'history',
  'insights',
  'recipes',
  'settings',
] as const
export type Screen = (typeof screens)[number]

type ScreenState = { readonly screen: Screen; readonly go: (screen: Screen) => void }

export const useScreen = create<ScreenState>()((set) => ({
  screen: 'optimize',
  go: (screen) => set({ screen }),
}))

/** Follows the menu. */
export function goTo(target: MenuTarget): void {
  if (target === 'palette') usePalette.getState().toggle()
  const screen = screens.find((known) => known === target)
  if (screen !== undefined) useScreen.getState().go(screen)
}
