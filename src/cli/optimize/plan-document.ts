import type { OutputFormat } from '../../shared/formats.ts'
import type { Batch, BatchEstimate } from '../../shared/model/batch.ts'
import type { Item } from '../../shared/model/item.ts'
import type { ResultDocument } from '../../shared/model/result-document.ts'
import { goalWords } from '../../shared/recipe/index.ts'

/** What `whittle optimize --dry-run --json` prints: everything that would be written, and what would not. */
export type PlanDocument = {
  readonly dryRun: true
  readonly recipe: string
  /** Absolute. */
  readonly outDir: string
  readonly totals: {
    readonly images: number
    readonly outputs: number
    /** Bytes of the originals that would be read. */
    readonly bytesIn: number
    /** Outputs that an earlier run made and that would be replaced. */
    readonly replaced: number
    readonly failed: number
    readonly skipped: number
  }
  /** Time, bytes and room; absent where nothing can be said. */
  readonly estimate?: BatchEstimate
  readonly planned: readonly PlannedImage[]
  readonly failed: ResultDocument['failed']
  readonly skipped: ResultDocument['skipped']
}

export type PlannedImage = {
  readonly input: string
  readonly format: string
  /** Pixels, after EXIF orientation. */
  readonly width: number
  readonly height: number
  readonly bytes: number
  readonly outputs: readonly {
    readonly path: string
    /** Where there is a choice, the likeliest; the others are in `alternatives`. */
    readonly format: OutputFormat
    readonly alternatives: readonly OutputFormat[]
    readonly width: number
    readonly height: number
    /** What it has to be, in words: "score 78", "quality 80". */
    readonly goal: string
    readonly effort: number | null
    /** An earlier result of Whittle's at this path would be replaced. */
    readonly replaces: boolean
  }[]
}

/** Describes a batch whose plan is complete. */
export function planDocument(batch: Batch, items: readonly Item[]): PlanDocument {
  const planned = items.filter((item) => item.state === 'planned').flatMap(plannedImage)
  const failed = outcomes(items, 'failed')
  const skipped = outcomes(items, 'skipped')
  return {
    dryRun: true,
    recipe: batch.recipe.id,
    outDir: batch.outDir,
    totals: {
      images: planned.length,
      outputs: planned.reduce((total, image) => total + image.outputs.length, 0),
      bytesIn: planned.reduce((total, image) => total + image.bytes, 0),
      replaced: planned.reduce((total, image) => total + replacedIn(image), 0),
      failed: failed.length,
      skipped: skipped.length,
    },
    ...(batch.estimate === undefined ? {} : { estimate: batch.estimate }),
    planned,
    failed,
    skipped,
  }
}

function plannedImage(item: Item): PlannedImage[] {
  if (item.probe === undefined) return []
  const { format, width, height, bytes } = item.probe
  const outputs = item.planned.map((output) => ({
    path: output.path,
    format: output.format,
    alternatives: (output.alternatives ?? []).map(({ format }) => format),
    width: output.width,
    height: output.height,
    goal: goalWords(output.goal),
    effort: output.effort,
    replaces: output.replaces !== undefined,
  }))
  return [{ input: item.input, format, width, height, bytes, outputs }]
}

function replacedIn(image: PlannedImage): number {
  return image.outputs.filter((output) => output.replaces).length
}

function outcomes(items: readonly Item[], state: 'failed' | 'skipped'): ResultDocument['failed'] {
  return items.flatMap((item) => {
    if (item.state !== state || item.error === undefined) return []
    return [{ input: item.input, code: item.error.code, message: item.error.message }]
  })
}
