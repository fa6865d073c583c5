import type { Run } from '../../shared/model/history.ts'
import type { Item } from '../../shared/model/item.ts'
import { chartSection } from './chart-section.ts'
import { factSection } from './fact-section.ts'
import { fidelitySection } from './fidelity-section.ts'
import { finishedImages, inState } from './figures.ts'
import { foreign, html, markup } from './html.ts'
import { imageSection } from './image-section.ts'
import { problemSection } from './problem-section.ts'
import { reportStyle } from './report-style.ts'
import { savingSection } from './saving-section.ts'
import { duration, momentOf } from './words.ts'

/**
 * One self-contained page: no script, nothing loaded from anywhere, which its policy also tells the browser. Made to
 * be handed on, so it names files as they were dropped and leaves the folders of this machine out.
 */
export function renderHtml(
  run: Run,
  items: readonly Item[],
  generated: { readonly version: string; readonly at: number },
): string {
  const images = finishedImages(items)
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="whittle ${generated.version}">
<title>${run.label} – Whittle report</title>
<style>${markup(reportStyle)}</style>
</head>
<body>
<main>
<header class="masthead">
<p class="brand">${mark} Whittle <span>Optimization report</span></p>
<h1>${foreign(run.label)}</h1>
<p class="when">
<time datetime="${new Date(run.finishedAt).toISOString()}">${momentOf(run.finishedAt)}</time>
<span>Recipe “${foreign(run.recipe.name)}”</span>
<span>Took ${duration(run.durationMs)}</span>
</p>
${stateBanner(run)}
</header>
${savingSection(run, images)}
${factSection(run, images)}
${chartSection(run, images)}
${imageSection(images)}
${problemSection(inState(items, 'failed'), inState(items, 'skipped'))}
${fidelitySection(images)}
<footer>
<p>Made by Whittle ${generated.version} on ${momentOf(generated.at)}. The images never left the machine they were
optimized on; this page contains no scripts and loads nothing.</p>
</footer>
</main>
</body>
</html>
`
  return page.text
}

/** Whittle's mark: a blade's stroke that lifts a curl of wood. */
const mark = html`<svg viewBox="0 0 32 32" fill="none" aria-hidden="true"><path
 d="M3.5 26.5h13.2c7 0 11.8-4.6 11.8-10.9S24 4.8 18.4 4.8 8.9 8.7 8.9 13.6s3.6 7.9 7.8 7.9 6.7-2.7 6.7-6-2.2-5.1-4.7-5.1-3.8 1.5-3.8 3.4"
 stroke="currentColor" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"/></svg>`

function stateBanner(run: Run) {
  if (run.state === 'done') return undefined
  const { done, total } = run.counts
  const what = run.state === 'cancelled' ? 'This run was cancelled' : 'This run failed before its end'
  return html`<p class="banner">${what}: ${done} of ${total} images were finished. The figures below are theirs.</p>`
}
