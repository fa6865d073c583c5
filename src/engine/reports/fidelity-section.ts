import { type ImageFigures, type NoteFigures, noteFigures } from './figures.ts'
import { type Html, html } from './html.ts'
import { count, noteWords } from './words.ts'

/** What the variants do not share with their originals beyond size and quality. Named, or said to be nothing. */
export function fidelitySection(images: readonly ImageFigures[]): Html | undefined {
  if (images.length === 0) return undefined
  const notes = noteFigures(images)
  return html`<section aria-labelledby="fidelity">
<h2 id="fidelity">Faithfulness to the originals</h2>
${notes.length === 0 ? nothing : html`<dl class="notes">\n${notes.map(entry)}</dl>`}
</section>`
}

const nothing = html`<p>Beyond dimensions and the formats’ own compression, nothing of the originals was changed or lost.</p>`

function entry({ note, images, files }: NoteFigures): Html {
  const { title, text } = noteWords[note]
  return html`<div><dt>${title} <small>${count(images, 'image')}, ${count(files, 'variant')}</small></dt><dd>${text}</dd></div>
`
}
