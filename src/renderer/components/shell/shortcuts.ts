import { useHotkeys } from '@mantine/hooks'
import { chooseInputs } from '../../state/intake.ts'
import { usePalette } from '../../state/palette.ts'
import { screens, useScreen } from '../../state/screen.ts'

/** Keys that work on every screen. `mod` is Ctrl, and Cmd on a Mac. */
export function useShortcuts(): void {
  const go = useScreen((state) => state.go)
  useHotkeys([
    ...screens.map((screen, index): [string, () => void] => [`mod+${index + 1}`, () => go(screen)]),
    ['mod+K', () => usePalette.getState().toggle()],
    ['mod+,', () => go('settings')],
    ['mod+O', () => void chooseInputs('files')],
    ['mod+shift+O', () => void chooseInputs('folder')],
  ])
}
