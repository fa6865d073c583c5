import type { OutputJob } from '../../shared/contract/pool.ts'
import type { OutputFormat } from '../../shared/formats.ts'
import { outputFormats } from '../../shared/formats.ts'
import type { Note } from '../../shared/model/output.ts'
import type { Treatment } from '../../shared/recipe/index.ts'
import type { Context } from './context.ts'
import type { Pixels } from './pixels/pixels.ts'
import type { Source } from './source/open-source.ts'

/** What an encoded output does not share with its original, whatever its size. */
export function notesOfSource(
  format: OutputFormat,
  pixels: Pixels | undefined,
  { source, treatment, packed }: Pick<Context, 'source' | 'treatment' | 'packed'>,
): Note[] {
  const moves = pixels?.animation !== undefined && outputFormats[format].animation
  // The envelope for metadata holds no animation, TIFF no EXIF block of somebody else's, and GIF none at all.
  const dropsCargo = Object.keys(packed.cargo).length > 0 && (moves || format === 'tiff' || format === 'gif')
  const notes = select([
    ['orientation-applied', source.orientation !== 1],
    ['profile-converted', !source.isSrgb && (pixels?.profile === undefined || moves)],
    ['bit-depth-reduced', source.isDeep],
    ['colours-reduced', format === 'gif' && source.decoder.format !== 'gif'],
    ['frames-dropped', source.isAnimated && !moves],
    ['metadata-removed', dropsCargo],
    ['contrast-enhanced', treatment.enhance],
  ])
  return [...new Set([...notes, ...packed.notes, ...source.notes])]
}

/** What one encoded output does not share with its original beyond that. */
export function notesOfOutput(
  { width, height, crop }: OutputJob,
  format: OutputFormat,
  pixels: Pixels | undefined,
  bytes: number,
  source: Source,
): Note[] {
  return select([
    ['alpha-flattened', pixels?.hasAlpha === true && !outputFormats[format].alpha],
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
