import type { Run } from '../../shared/model/history.ts'
import { effortWords, formatWords, qualityWords, type Recipe, sizeText } from '../../shared/recipe/index.ts'
import { type ImageFigures, total } from './figures.ts'
import { type Html, html } from './html.ts'
import { bytes, count } from './words.ts'

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
${fact('Formats', recipe.formats.map(formatWords).join(', '))}
${fact('Quality', `${qualityWords(recipe)}; effort ${effortWords(recipe)}`)}
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
  const boxes = recipe.sizes.map((size) =>
    size === 'original' ? 'as the original' : sizeText(size).replace(/^(\d+)x/, '$1\u00a0×\u00a0'),
  )
  const fitted = recipe.sizes.some((size) => size !== 'original')
    ? `; fitted inside${recipe.enlarge ? '' : ', never enlarged'}`
    : ''
  return boxes.join(', ') + fitted
}
