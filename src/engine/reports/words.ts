import prettyBytes from 'pretty-bytes'
import type { Note } from '../../shared/model/output.ts'

/**
 * Numbers and phrases of the report. Its text is English, so its numbers are written the English way on every
 * machine: the same run gives the same report.
 */

/** Keeps a number and its unit on one line. */
const gap = '\u00a0'
const integer = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })

export function count(value: number, singular: string, plural = `${singular}s`): string {
  return `${integer.format(value)}${gap}${value === 1 ? singular : plural}`
}

export function bytes(value: number): string {
  return prettyBytes(value, { nonBreakingSpace: true })
}

export function dimensions(size: { readonly width: number; readonly height: number }): string {
  return `${size.width}${gap}×${gap}${size.height}`
}

/**
 * How much smaller, as a whole percentage of `before`; negative when it grew. `undefined` without anything to
 * compare with. Rounded, but never to 100 while something is left.
 */
export function savedPercent(before: number, after: number): number | undefined {
  if (before <= 0) return undefined
  const rounded = Math.round((1 - after / before) * 100)
  return rounded === 100 && after > 0 ? 99 : rounded
}

export function percent(value: number): string {
  return `${integer.format(value)}${gap}%`
}

/** "−81 %", "+3 %", "0 %". */
export function change(saved: number): string {
  const sign = saved === 0 ? '' : saved > 0 ? '−' : '+'
  return `${sign}${percent(Math.abs(saved))}`
}

export function integerText(value: number): string {
  return integer.format(value)
}

const threeDigits = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 })

/** Three significant digits: "81.4", "0.0123". */
export function exact(value: number): string {
  return threeDigits.format(value)
}

/** "12 ms", "412 ms", "1.23 s", "34 s", "2 min 5 s", "1 h 12 min": three digits that count below ten seconds. */
export function duration(ms: number): string {
  if (ms > 0 && ms < 1) return `${threeDigits.format(ms)}${gap}ms`
  if (Math.round(ms) < 1_000) return `${Math.max(0, Math.round(ms))}${gap}ms`
  if (ms < 9_995) return `${threeDigits.format(ms / 1_000)}${gap}s`
  const seconds = Math.round(ms / 1_000)
  if (seconds < 60) return `${seconds}${gap}s`
  const minutes = Math.floor(seconds / 60)
  if (minutes < 60) return `${minutes}${gap}min ${seconds % 60}${gap}s`
  return `${Math.floor(minutes / 60)}${gap}h ${minutes % 60}${gap}min`
}

const moment = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'long',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZoneName: 'short',
})

/** Energy, given in kWh: "1.42 kWh", "12.3 Wh", "0.0123 Wh". */
export function energy(kilowattHours: number): string {
  return kilowattHours >= 0.1 ? `${exact(kilowattHours)}${gap}kWh` : `${exact(1_000 * kilowattHours)}${gap}Wh`
}

/** Local time with its zone, since the report travels, e.g. "23 November 2026 at 07:12 GMT+1". */
export function momentOf(at: number): string {
  return moment.format(at)
}

const date = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric' })

/** Local date, e.g. "23 November 2026". */
export function dateOf(at: number): string {
  return date.format(at)
}

/** The days of a time of which `to` is not a part, e.g. "16–22 November 2026". */
export function daysText(from: number, to: number): string {
  return date.formatRange(from, Math.max(from, to - 1))
}

/** What each note means for somebody who compares a result with its original. */
export const noteWords: Readonly<Record<Note, { readonly title: string; readonly text: string }>> = {
  'orientation-applied': {
    title: 'Turned upright',
    text: 'The camera’s orientation mark was applied to the pixels, so every viewer shows the image the right way up.',
  },
  'profile-converted': {
    title: 'Colours converted to sRGB',
    text: 'The original had another colour profile. Colours outside sRGB are shown as the nearest ones inside.',
  },
  'profile-removed': {
    title: 'Colour profile removed',
    text: 'The colour profile could not be used, so the colours are taken for sRGB.',
  },
  'bit-depth-reduced': {
    title: 'Reduced to 8 bits per channel',
    text: 'The original had finer tonal steps than the web formats keep.',
  },
  'alpha-flattened': {
    title: 'Transparency flattened',
    text: 'The format has no transparency; the image was laid on a plain background.',
  },
  'colours-reduced': {
    title: 'Colours reduced',
    text: 'The format holds a palette of at most 256 colours.',
  },
  cropped: { title: 'Cropped', text: 'What stood over the asked size was cut off on both sides alike.' },
  enlarged: { title: 'Enlarged', text: 'The recipe asks for more pixels than the original has.' },
  'location-removed': {
    title: 'Location removed',
    text: 'Where the picture was taken is not in the variants; all other metadata is.',
  },
  'target-missed': {
    title: 'Target not reached',
    text: 'Even the highest quality of the encoder stays below the target score.',
  },
  'limit-missed': {
    title: 'Limit not kept',
    text: 'Even the lowest quality takes more bytes than were allowed.',
  },
  'frames-dropped': { title: 'First frame only', text: 'The original is animated; the variants are still.' },
  'pages-dropped': {
    title: 'First page only',
    text: 'The original has more pages; the variants show the first.',
  },
  'metadata-removed': {
    title: 'Metadata removed',
    text: 'Camera data, location and other embedded information are not in the variants.',
  },
  'contrast-enhanced': {
    title: 'Contrast enhanced',
    text: 'Tones were stretched to the full range, as the recipe asks.',
  },
  'larger-than-original': {
    title: 'Larger than the original',
    text: 'These variants take more bytes than the file they were made from.',
  },
  'metadata-kept': {
    title: 'Metadata kept',
    text: 'The original’s bytes were copied, with the metadata that the recipe would have removed.',
  },
  'original-kept': {
    title: 'Original kept',
    text: 'No variant would have been smaller, so the original’s bytes were copied.',
  },
  'trailer-removed': {
    title: 'Data after the image left out',
    text: 'The file went on behind the end of the image, with a film or other data of its own; the variants do not have it.',
  },
  'gain-map-removed': {
    title: 'HDR gain map left out',
    text: 'The original carries a second picture that brightens it on HDR screens; the variants look as on other screens.',
  },
  'external-references-missing': {
    title: 'Linked files not shown',
    text: 'The drawing refers to other files, such as images, fonts or style sheets. They are never opened and are missing from the variants.',
  },
  'profile-malformed': {
    title: 'Broken colour profile ignored',
    text: 'The original’s colour profile cannot be used; its numbers were taken for sRGB, as browsers do.',
  },
  'possibly-damaged': {
    title: 'Possibly damaged',
    text: 'The original is damaged and was decoded as far as possible because that was asked for. Look at the variants before using them.',
  },
}
