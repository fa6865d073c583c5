import type { Item } from '../../shared/model/item.ts'
import { foreign, type Html, html } from './html.ts'
import { count } from './words.ts'

const maxEntries = 500

/** What failed and what was left out, each with its reason and what to do about it. */
export function problemSection(failed: readonly Item[], skipped: readonly Item[]): Html {
  return html`${list('failed', 'Failed', failed)}${list('skipped', 'Skipped', skipped)}`
}

function list(id: string, title: string, items: readonly Item[]): Html | undefined {
  if (items.length === 0) return undefined
  const left = items.length - maxEntries
  return html`<section aria-labelledby="${id}">
<h2 id="${id}">${title} <small>${count(items.length, 'file')}</small></h2>
<ul class="problems ${id}">
${items.slice(0, maxEntries).map(entry)}</ul>
${left > 0 && html`<p class="more">and ${count(left, 'more file')}; the JSON report lists them all.</p>`}
</section>
`
}

function entry({ name, error }: Item): Html {
  return html`<li>
<p class="who">${foreign(name)}</p>
<p>${foreign(error?.message ?? 'No reason was recorded.')}${error?.hint !== undefined && html` <span class="hint">${foreign(error.hint)}</span>`}</p>
${error !== undefined && html`<code>${error.code}</code>`}
</li>
`
}
