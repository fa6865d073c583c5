import { foreign, type Html, type HtmlValue, html, markup } from './html.ts'
import { reportStyle } from './report-style.ts'
import { momentOf } from './words.ts'

export type Page = {
  readonly title: string
  /** What kind of report it is, for the corner. */
  readonly what: string
  /** Facts under the title. */
  readonly when: readonly Html[]
  /** Its author's own words; empty: none. */
  readonly notes: string
  /** A picture as a `data:` address. */
  readonly logo?: string | undefined
  readonly sections: readonly HtmlValue[]
  readonly version: string
  /** Epoch milliseconds. */
  readonly at: number
}

/**
 * One self-contained page: no script, nothing loaded from anywhere, which its policy also tells the browser. Made to
 * be handed on.
 */
export function renderPage(page: Page): string {
  const pictures = page.logo === undefined ? '' : '; img-src data:'
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'${pictures}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="whittle ${page.version}">
<title>${page.title} – Whittle report</title>
<style>${markup(reportStyle)}</style>
</head>
<body>
<main>
<header class="masthead">
<div class="brand">${page.logo === undefined ? html`<p>${mark} Whittle</p>` : html`<img class="logo" alt="" src="${page.logo}">`} <span>${page.what}</span></div>
<h1>${foreign(page.title)}</h1>
<p class="when">
${page.when}
</p>
${paragraphs(page.notes)}
</header>
${page.sections}
<footer>
<p>Made by Whittle ${page.version} on ${momentOf(page.at)}. The images never left the machine they were
optimized on; this page contains no scripts and loads nothing.</p>
</footer>
</main>
</body>
</html>
`.text
}

/** Whittle's mark: a blade's stroke that lifts a curl of wood. */
const mark = html`<svg viewBox="0 0 32 32" fill="none" aria-hidden="true"><path
 d="M3.5 26.5h13.2c7 0 11.8-4.6 11.8-10.9S24 4.8 18.4 4.8 8.9 8.7 8.9 13.6s3.6 7.9 7.8 7.9 6.7-2.7 6.7-6-2.2-5.1-4.7-5.1-3.8 1.5-3.8 3.4"
 stroke="currentColor" stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round"/></svg>`

function paragraphs(notes: string): Html | undefined {
  const lines = notes.split(/\r?\n/).filter((line) => line.trim() !== '')
  if (lines.length === 0) return undefined
  return html`<div class="author">${lines.map((line) => html`<p>${foreign(line)}</p>\n`)}</div>`
}
