import { bar } from './bar.ts'
import { type Html, html } from './html.ts'
import { bytes, percent, savedPercent } from './words.ts'

type Side = { readonly label: string; readonly bytes: number }

export type Saving = {
  readonly before: Side
  readonly after: Side
  /** In words exactly what is compared. */
  readonly compared: string
  /** What stands there when there is nothing to compare. */
  readonly nothing: string
}

/** The headline: one number, both sizes to scale, and in words exactly what it compares. */
export function savingSection({ before, after, compared, nothing }: Saving): Html {
  const saved = savedPercent(before.bytes, after.bytes)
  if (saved === undefined) {
    return html`<section class="saving"><p class="headline plain">${nothing}</p></section>\n`
  }
  const unit = Math.max(before.bytes, after.bytes)
  return html`<section class="saving" aria-label="Saving">
<div>
<p class="headline ${saved < 0 && 'grew'}">${percent(Math.abs(saved))}</p>
<p class="headline-label">${headlineLabel(saved)}</p>
</div>
<div class="versus">
<p><span>${before.label}</span> <b>${bytes(before.bytes)}</b></p>
${bar(`${before.label}: ${bytes(before.bytes)}`, [{ kind: 'original', share: before.bytes / unit }])}
<p><span>${after.label}</span> <b>${bytes(after.bytes)}</b></p>
${bar(`${after.label}: ${bytes(after.bytes)}`, [{ kind: saved < 0 ? 'grew' : 'served', share: after.bytes / unit }])}
</div>
<p class="compared"><b>What is compared:</b> ${compared}</p>
</section>
`
}

function headlineLabel(saved: number): string {
  if (saved === 0) return 'difference for a visitor to load'
  return saved > 0 ? 'fewer bytes for a visitor to load' : 'more bytes for a visitor to load'
}
