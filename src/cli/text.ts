import { isAbsolute, relative, sep } from 'node:path'
import prettyBytes from 'pretty-bytes'

/** A size for people: "267 kB". */
export function bytesText(bytes: number): string {
  return prettyBytes(bytes)
}

/** A duration for people, from milliseconds: "840 ms", "4.2 s", "3 min 05 s", "2 h 07 min". */
export function durationText(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`
  if (ms < 9_950) return `${(ms / 1_000).toFixed(1)} s`
  const seconds = Math.round(ms / 1_000)
  if (seconds < 60) return `${seconds} s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes} min ${padded(seconds % 60)} s`
  return `${Math.floor(minutes / 60)} h ${padded(minutes % 60)} min`
}

/** How much smaller `after` is than `before`: "43 % smaller", "12 % larger", "same size". */
export function savingText(before: number, after: number): string {
  if (before <= 0) return '–'
  const percent = Math.round((1 - after / before) * 100)
  if (percent === 0) return 'same size'
  return percent > 0 ? `${percent} % smaller` : `${-percent} % larger`
}

/** "1 image", "6 images". */
export function countText(count: number, singular: string, plural = `${singular}s`): string {
  return `${count} ${count === 1 ? singular : plural}`
}

/** Sortable, in the machine's time zone: "2031-04-05 14:03". */
export function localTime(at: number): string {
  const date = new Date(at)
  const pad = (value: number) => String(value).padStart(2, '0')
  const day = [date.getFullYear(), pad(date.getMonth() + 1), pad(date.getDate())].join('-')
  return `${day} ${pad(date.getHours())}:${pad(date.getMinutes())}`
}

/** A path as short as it can be without becoming ambiguous: relative when it is below `cwd`. */
export function pathText(path: string, cwd: string): string {
  const short = relative(cwd, path)
  const below = short !== '' && !isAbsolute(short) && short !== '..' && !short.startsWith(`..${sep}`)
  return visible(below ? short : path)
}

/** File names may hold any character; a control character must not reach the terminal as a command to it. */
export function visible(text: string): string {
  return text.replaceAll(
    /\p{Cc}/gu,
    (char) => `\\x${(char.codePointAt(0) ?? 0).toString(16).padStart(2, '0')}`,
  )
}

/** An argument as one would type it in a POSIX shell or PowerShell. */
export function quoted(argument: string): string {
  if (/^[\w@%+=:,./\\-]+$/.test(argument)) return argument
  return process.platform === 'win32' ? `"${argument}"` : `'${argument.replaceAll("'", "'\\''")}'`
}

function padded(value: number): string {
  return String(value).padStart(2, '0')
}
