import type { OutputJob } from '../../shared/contract/pool.ts'
import type { OutputFormat } from '../../shared/formats.ts'
import { outputFormats } from '../../shared/formats.ts'
import type { Note } from '../../shared/model/output.ts'
import type { Treatment } from '../../shared/recipe/index.ts'
import type { Pixels } from './pixels/pixels.ts'
import type { Source } from './source/open-source.ts'

/** What every encoded output of an original does not share with it. */
export function notesOfSource(source: Source, treatment: Treatment): Note[] {
  return select([
    ['orientation-applied', source.orientation !== 1],
    ['profile-converted', !source.isSrgb],
    ['bit-depth-reduced', source.isDeep],
    ['frames-dropped', source.isAnimated],
    ['metadata-removed', source.hasMetadata],
    ['contrast-enhanced', treatment.enhance],
  ]).concat(source.notes)
}

/** What one encoded output does not share with its original beyond that. */
export function notesOfOutput(
  { width, height, crop }: OutputJob,
  format: OutputFormat,
  pixels: Pixels,
  bytes: number,
  source: Source,
): Note[] {
  return select([
    ['alpha-flattened', pixels.hasAlpha && !outputFormats[format].alpha],
    ['cropped', crop === true],
    ['enlarged', width > source.width || height > source.height],
    ['larger-than-original', bytes > source.bytes.length],
  ])
}

/** What an output that is the original's bytes brings along although the recipe would have left it out. */
export function notesOfKept(source: Source, treatment: Treatment): Note[] {
  return [
    'original-kept',
    ...select([['metadata-kept', source.hasMetadata && treatment.metadata !== 'keep']]),
  ]
}

function select(candidates: readonly (readonly [Note, boolean])[]): Note[] {
  return candidates.flatMap(([note, applies]) => (applies ? [note] : []))
}
