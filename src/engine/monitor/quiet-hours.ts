import type { Settings } from '../../shared/settings.ts'

/** Whether a moment (epoch milliseconds) lies in the hours of the local clock that are to be quiet. */
export function isQuietHour({ enabled, from, to }: Settings['quietHours'], at: number): boolean {
  if (!enabled) return false
  const hour = new Date(at).getHours()
  // The same hour twice is the whole day.
  return from < to ? hour >= from && hour < to : hour >= from || hour < to
}
