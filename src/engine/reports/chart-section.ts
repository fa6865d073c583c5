import { outputFormats } from '../../shared/formats.ts'
import type { Run } from '../../shared/model/history.ts'
import { bar } from './bar.ts'
import { byFormat, bySize, type FormatFigures, type ImageFigures, type SizeFigures } from './figures.ts'
import { type Html, html } from './html.ts'
import { bytes, count } from './words.ts'

/** Where the bytes of the variants are: per format, and per size with the formats inside. */
export function chartSection(run: Run, images: readonly ImageFigures[]): Html | undefined {
  const outputs = images.flatMap((image) => image.outputs)
  if (outputs.length === 0) return undefined
  const formats = byFormat(outputs, run.recipe)
  const sizes = bySize(outputs, run.recipe)
  const largestFormat = Math.max(...formats.map((figures) => figures.bytes))
  const largestSize = Math.max(...sizes.map((figures) => figures.bytes))
  return html`<section aria-labelledby="charts">
<h2 id="charts">Where the bytes are</h2>
<div class="charts">
<div>
<h3>By format</h3>
${formats.map((figures) => formatRow(figures, largestFormat))}
</div>
<div>
<h3>By size</h3>
${sizes.map((figures) => sizeRow(figures, largestSize))}
${legend(formats)}
</div>
</div>
</section>`
}

/** Only where a bar has more than one colour. */
function legend(formats: readonly FormatFigures[]): Html | undefined {
  if (formats.length < 2) return undefined
  const keys = formats.map(
    ({ format }) => html`<span class="key key-${format}">${outputFormats[format].label}</span> `,
  )
  return html`<p class="legend">${keys}</p>`
}

function formatRow({ format, files, bytes: size }: FormatFigures, largest: number): Html {
  const label = outputFormats[format].label
  return html`<div class="row">
<p><span>${label} <small>${count(files, 'file')}, ${bytes(Math.round(size / files))} on average</small></span> <b>${bytes(size)}</b></p>
${bar(`${label}: ${bytes(size)}`, [{ kind: format, share: size / largest }])}
</div>
`
}

function sizeRow({ label, files, bytes: size, formats }: SizeFigures, largest: number): Html {
  const parts = formats.map(({ format, bytes: part }) => ({ kind: format, share: part / largest }))
  const words = formats.map(({ format, bytes: part }) => `${outputFormats[format].label} ${bytes(part)}`)
  return html`<div class="row">
<p><span>${label} <small>${count(files, 'file')}</small></span> <b>${bytes(size)}</b></p>
${bar(`${label}: ${words.join(', ')}`, parts)}
</div>
`
}
