import { useHotkeys } from '@mantine/hooks'
import { chooseInputs } from '../../state/intake.ts'
import { useScreen } from '../../state/screen.ts'

/** Keys that work on every screen. `mod` is Ctrl, and Cmd on a Mac. */
export function useShortcuts(): void {
  const go = useScreen((state) => state.go)
  useHotkeys([
    ['mod+1', () => go('optimize')],
    ['mod+2', () => go('monitor')],
    ['mod+3', () => go('history')],
    ['mod+O', () => void chooseInputs('files')],
    ['mod+shift+O', () => void chooseInputs('folder')],
  ])
}
