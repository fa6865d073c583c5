import { create } from 'zustand'

export const screens = ['optimize', 'results', 'monitor', 'history'] as const
export type Screen = (typeof screens)[number]

type ScreenState = { readonly screen: Screen; readonly go: (screen: Screen) => void }

export const useScreen = create<ScreenState>()((set) => ({
  screen: 'optimize',
  go: (screen) => set({ screen }),
}))

/** Follows the menu. */
export function goTo(target: string): void {
  const screen = screens.find((known) => known === target)
  if (screen !== undefined) useScreen.getState().go(screen)
}
