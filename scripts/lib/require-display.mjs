import { hasDisplay } from '../system/display.mjs'
import { SetupError } from './messages.mjs'

/** @throws {SetupError} where no window can be shown */
export function requireDisplay() {
  if (hasDisplay()) return
  throw new SetupError(
    'There is no display here (DISPLAY and WAYLAND_DISPLAY are not set), so no window can be shown.\n' +
      'To see Whittle at work without one, with a screenshot of its window:\n\n  npm run demo',
  )
}
