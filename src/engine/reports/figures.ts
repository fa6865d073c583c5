import { type OutputFormat, outputFormatSchema } from '../../shared/formats.ts'
import type { Item, Probe } from '../../shared/model/item.ts'
import type { Note, OutputResult } from '../../shared/model/output.ts'
import { servedOutput } from '../../shared/model/served.ts'
import type { Recipe, Size } from '../../shared/recipe/index.ts'
import { dimensions } from './words.ts'

/** A finished image: its original, and what a visitor loads of it. */
export type ImageFigures = {
  readonly name: string
  readonly original: Probe
  readonly best: OutputResult
  readonly outputs: readonly OutputResult[]
}

export type FormatFigures = {
  readonly format: OutputFormat
  readonly files: number
  readonly bytes: number
}

export type SizeFigures = {
  readonly label: string
  readonly files: number
  readonly bytes: number
  readonly formats: readonly FormatFigures[]
}

export type NoteFigures = { readonly note: Note; readonly images: number; readonly files: number }

const byName = new Intl.Collator('en', { numeric: true })

/** The finished images by name. */
export function finishedImages(items: readonly Item[]): ImageFigures[] {
  return items
    .flatMap((item) => {
      const best = servedOutput(item.outputs)
      if (item.state !== 'done' || item.probe === undefined || best === undefined) return []
      return [{ name: item.name, original: item.probe, best, outputs: item.outputs }]
    })
    .sort((a, b) => byName.compare(a.name, b.name))
}

/** Items in a state by name, for the lists of what did not work. */
export function inState(items: readonly Item[], state: Item['state']): Item[] {
  return items.filter((item) => item.state === state).sort((a, b) => byName.compare(a.name, b.name))
}

/** Whether the variant that counts has fewer pixels than its original. */
export function isScaledDown(image: ImageFigures): boolean {
  return pixels(image.best) < pixels(image.original)
}

/** Totals per format: those that the recipe names in its order, then those that were chosen. */
export function byFormat(outputs: readonly OutputResult[], recipe: Recipe): FormatFigures[] {
  const named = outputFormatSchema.options.filter((format) => recipe.formats.some((one) => one === format))
  const order = named.toSorted((a, b) => placeOf(a, recipe) - placeOf(b, recipe))
  return [...new Set([...order, ...outputFormatSchema.options])]
    .map((format) => ({ format, ...total(outputs.filter((output) => output.format === format)) }))
    .filter(({ files }) => files > 0)
}

/**
 * Totals per size of the recipe, smallest first. An output counts for the smallest box that holds it: the one it
 * was made for, or where the original was smaller, the one that would have sufficed.
 */
export function bySize(outputs: readonly OutputResult[], recipe: Recipe): SizeFigures[] {
  const boxes = recipe.sizes.filter(isBox).toSorted((a, b) => pixels(a) - pixels(b))
  const rest = recipe.sizes.every((size) => size === 'original' || isBox(size))
    ? 'Original size'
    : 'Other sizes'
  const boxOf = (output: OutputResult): Box | undefined =>
    boxes.find((box) => output.width <= box.width && output.height <= box.height)
  return [...boxes, undefined]
    .map((size) => {
      const files = outputs.filter((output) => boxOf(output) === size)
      const label = size === undefined ? rest : dimensions(size)
      return { label, ...total(files), formats: byFormat(files, recipe) }
    })
    .filter(({ files }) => files > 0)
}

/** Which notes the variants carry, the most frequent first. */
export function noteFigures(images: readonly ImageFigures[]): NoteFigures[] {
  const figures = new Map<Note, { images: number; files: number }>()
  for (const { outputs } of images) {
    const notes = outputs.flatMap((output) => output.notes)
    for (const note of new Set(notes)) {
      const known = figures.get(note) ?? { images: 0, files: 0 }
      const files = outputs.filter((output) => output.notes.includes(note)).length
      figures.set(note, { images: known.images + 1, files: known.files + files })
    }
  }
  return [...figures].map(([note, numbers]) => ({ note, ...numbers })).sort((a, b) => b.images - a.images)
}

export function total(files: readonly { readonly bytes: number }[]): { files: number; bytes: number } {
  return { files: files.length, bytes: files.reduce((sum, file) => sum + file.bytes, 0) }
}

type Box = { readonly width: number; readonly height: number }

function isBox(size: Size): size is Extract<Size, Box> {
  return size !== 'original' && 'height' in size
}

function placeOf(format: OutputFormat, recipe: Recipe): number {
  const order: readonly string[] = recipe.formats
  return order.indexOf(format)
}

function pixels(size: { readonly width: number; readonly height: number }): number {
  return size.width * size.height
}
