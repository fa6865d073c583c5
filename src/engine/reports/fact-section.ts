import { outputFormats } from '../../shared/formats.ts'
import type { Run } from '../../shared/model/history.ts'
import type { Recipe } from '../../shared/recipe.ts'
import { type ImageFigures, total } from './figures.ts'
import { type Html, html } from './html.ts'
import { bytes, count, dimensions } from './words.ts'

/** What was done, in numbers that are the same on every machine. */
export function factSection(run: Run, images: readonly ImageFigures[]): Html {
  const variants = total(images.flatMap((image) => image.outputs))
  const { recipe } = run
  return html`<section aria-labelledby="facts">
<h2 id="facts">What was made</h2>
<dl class="facts">
${fact('Images', `${count(run.counts.done, 'finished', 'finished')}${others(run)}`)}
${fact('Variants', `${count(variants.files, 'file')}, ${bytes(variants.bytes)} together`)}
${fact('Sizes', sizesOf(recipe))}
${fact('Formats', recipe.formats.map((format) => encodingOf(recipe, format)).join(', '))}
${fact('Contrast', recipe.enhance ? 'Enhanced to the full range' : 'Left as it is')}
</dl>
</section>`
}

function fact(name: string, value: string): Html {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>\n`
}

function others({ counts }: Run): string {
  const named = [
    [counts.failed, 'failed'],
    [counts.skipped, 'skipped'],
    [counts.cancelled, 'cancelled'],
  ] as const
  return named.map(([number, word]) => (number > 0 ? `, ${number} ${word}` : '')).join('')
}

function sizesOf(recipe: Recipe): string {
  const boxes = recipe.sizes.map((size) => (size === 'original' ? 'as the original' : dimensions(size)))
  const fitted = recipe.sizes.some((size) => size !== 'original') ? '; fitted inside, never enlarged' : ''
  return boxes.join(', ') + fitted
}

function encodingOf(recipe: Recipe, format: Recipe['formats'][number]): string {
  const effort = recipe.effort[format]
  const quality = `${outputFormats[format].label} at quality ${recipe.quality[format]}`
  return effort === null ? quality : `${quality} (effort ${effort})`
}
