import type { Run } from '../../shared/model/history.ts'
import { bar } from './bar.ts'
import { type ImageFigures, isScaledDown, total } from './figures.ts'
import { type Html, html } from './html.ts'
import { bytes, change, count, percent, savedPercent } from './words.ts'

/** The headline: one number, and in words exactly what it compares. */
export function savingSection(run: Run, images: readonly ImageFigures[]): Html {
  const { inputDone: before, served: after } = run.bytes
  const saved = savedPercent(before, after)
  if (saved === undefined) {
    return html`<section class="saving"><p class="headline plain">No image was finished</p></section>`
  }
  const unit = Math.max(before, after)
  return html`<section class="saving" aria-label="Saving">
<div>
<p class="headline ${saved < 0 && 'grew'}">${percent(Math.abs(saved))}</p>
<p class="headline-label">${headlineLabel(saved)}</p>
</div>
<div class="versus">
<p><span>Original files</span> <b>${bytes(before)}</b></p>
${bar(`Originals: ${bytes(before)}`, [{ kind: 'original', share: before / unit }])}
<p><span>What a visitor loads instead</span> <b>${bytes(after)}</b></p>
${bar(`What a visitor loads: ${bytes(after)}`, [{ kind: saved < 0 ? 'grew' : 'served', share: after / unit }])}
</div>
<p class="compared"><b>What is compared:</b> per image, the smallest format at its largest size against the original
file, over ${count(run.counts.done, 'finished image')}. ${dimensionCaveat(images)}</p>
</section>`
}

function headlineLabel(saved: number): string {
  if (saved === 0) return 'difference for a visitor to load'
  return saved > 0 ? 'fewer bytes for a visitor to load' : 'more bytes for a visitor to load'
}

/** Dimensions may be smaller than the original's. How much of the saving that is cannot be told, so it is said. */
function dimensionCaveat(images: readonly ImageFigures[]): string {
  const same = images.filter((image) => !isScaledDown(image))
  const scaled = images.length - same.length
  if (images.length === 1) return scaled === 0 ? 'It keeps its dimensions.' : `It is ${smaller}`
  if (scaled === 0) return 'All of them keep their dimensions.'
  if (same.length === 0) return `All of them are ${smaller}`
  const before = total(same.map((image) => image.original)).bytes
  const after = total(same.map((image) => image.best)).bytes
  const kept = `${same.length === 1 ? 'The one that keeps its' : `The ${same.length} that keep their`} dimensions`
  return `${scaled} of them ${scaled === 1 ? 'is' : 'are'} ${smaller} ${kept}: ${change(savedPercent(before, after) ?? 0)}.`
}

const smaller = 'also smaller in dimensions than the original, which is part of the saving.'
