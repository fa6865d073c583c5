import { outputFormats } from '../../shared/formats.ts'
import type { Note, PlannedOutput } from '../../shared/model/output.ts'
import type { Pixels } from './pixels/pixels.ts'
import type { Source } from './source/open-source.ts'

/** What every encoded output of an original does not share with it. */
export function notesOfSource(source: Source, enhance: boolean): Note[] {
  return select([
    ['orientation-applied', source.orientation !== 1],
    ['profile-converted', !source.isSrgb],
    ['bit-depth-reduced', source.isDeep],
    ['frames-dropped', source.isAnimated],
    ['metadata-removed', source.hasMetadata],
    ['contrast-enhanced', enhance],
  ]).concat(source.notes)
}

/** What one encoded output does not share with its original beyond that. */
export function notesOfOutput(output: PlannedOutput, pixels: Pixels, bytes: number, source: Source): Note[] {
  return select([
    ['alpha-flattened', pixels.hasAlpha && !outputFormats[output.format].alpha],
    ['larger-than-original', bytes > source.bytes.length],
  ])
}

function select(candidates: readonly (readonly [Note, boolean])[]): Note[] {
  return candidates.flatMap(([note, applies]) => (applies ? [note] : []))
}
