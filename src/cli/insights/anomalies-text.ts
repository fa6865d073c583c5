import type { Anomaly } from '../../shared/model/anomaly.ts'
import { localTime } from '../text.ts'

/** Anomalies for people, newest first. */
export function anomaliesText(anomalies: readonly Anomaly[]): string {
  if (anomalies.length === 0) return 'Everything was as usual.'
  return anomalies.map(anomalyText).join('\n\n')
}

function anomalyText({ id, from, to, ongoing, expected, severity, message, causes }: Anomaly): string {
  const state = expected ? 'expected' : severity
  const head = `${localTime(from)} – ${ongoing ? 'now' : localTime(to)}  ${state}  ${id}`
  // The first one is in the message.
  const others = causes.slice(1).map((cause) => `  Also: ${cause.message}`)
  return [head, `  ${message}`, ...others].join('\n')
}
