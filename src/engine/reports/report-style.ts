/**
 * The report's only style sheet. The palette is the window's (freshly cut wood, copper, moss); dark is for screens
 * only, paper is always light.
 */
export const reportStyle = `
:root {
  color-scheme: light dark;
  --bg: #f8f7f5; --surface: #fff; --line: #e6e2dd;
  --ink: #1f1c19; --ink-2: #544e48; --ink-3: #6c655e;
  --accent: #b3470f; --good: #2f6b3c; --bad: #b0271b; --warn: #6d4700; --warn-soft: #fdf3dd;
  --track: #efebe6; --original: #b9b0a6; --served: #4f9a5e;
  --avif: #c2551a; --webp: #3f7d5a; --jpeg: #8d8378; --lossless: #5b6f9c;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --bg: #171513; --surface: #1f1d1a; --line: #2e2b27;
    --ink: #f3f0ec; --ink-2: #bcb5ad; --ink-3: #9b948b;
    --accent: #f5a26c; --good: #8fd09c; --bad: #ff9d91; --warn: #efc265; --warn-soft: #31280f;
    --track: #2c2925; --original: #6f675f; --served: #5fae70;
    --avif: #f08f52; --webp: #6fb887; --jpeg: #a39b91; --lossless: #93a7d6;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--bg); color: var(--ink);
  font: 15px/1.55 "Inter Variable", Inter, system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
  font-variant-numeric: tabular-nums; -webkit-text-size-adjust: 100%;
}
main { max-width: 900px; margin: 0 auto; padding: 48px 24px 64px; }
p, h1, h2, h3, dl, dd, ul { margin: 0; padding: 0; }
small { font-size: 13px; font-weight: 400; color: var(--ink-3); }
bdi { overflow-wrap: anywhere; }
section { margin-top: 44px; }
.brand { display: flex; align-items: center; gap: 9px; font-weight: 650; }
.brand p { display: flex; align-items: center; gap: 9px; }
.logo { display: block; max-width: 220px; max-height: 44px; }
.author { max-width: 68ch; margin-top: 18px; color: var(--ink-2); }
.author p + p { margin-top: 8px; }
.brand svg { width: 22px; height: 22px; color: var(--accent); }
.brand > span { margin-left: auto; font-weight: 400; font-size: 13px; color: var(--ink-3); }
.masthead { padding-bottom: 4px; }
h1 { margin-top: 30px; font-size: 34px; line-height: 1.15; letter-spacing: -0.022em; font-weight: 680; text-wrap: balance; }
.when { display: flex; flex-wrap: wrap; gap: 2px 10px; margin-top: 10px; color: var(--ink-2); }
.when > * + *::before { content: "·"; margin-right: 10px; color: var(--ink-3); }
.banner { margin-top: 18px; padding: 10px 14px; border-radius: 8px; background: var(--warn-soft); color: var(--warn); }
h2 { margin-bottom: 14px; padding-bottom: 8px; border-bottom: 1px solid var(--line); font-size: 19px; letter-spacing: -0.01em; }
h2 small { margin-left: 6px; letter-spacing: 0; }
h3 { margin-bottom: 12px; font-size: 13px; font-weight: 600; color: var(--ink-2); }

.saving {
  display: grid; grid-template-columns: auto 1fr; gap: 20px 44px; align-items: center; margin-top: 30px;
  padding: 28px 30px 22px; border: 1px solid var(--line); border-radius: 14px; background: var(--surface);
}
.headline { font-size: 76px; line-height: 1; font-weight: 700; letter-spacing: -0.045em; color: var(--good); white-space: nowrap; }
.headline.grew { color: var(--bad); }
.headline.plain { font-size: 26px; letter-spacing: -0.015em; color: var(--ink-2); }
.headline-label { margin-top: 10px; font-weight: 600; }
.versus p, .row p { display: flex; justify-content: space-between; gap: 16px; margin-bottom: 5px; }
.versus .bar { height: 16px; margin-bottom: 14px; }
.compared { grid-column: 1 / -1; padding-top: 16px; border-top: 1px solid var(--line); font-size: 14px; color: var(--ink-2); }
.compared b { color: var(--ink); font-weight: 600; }

.bar { display: block; width: 100%; height: 12px; border-radius: 4px; background: var(--track); print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.fill-original { fill: var(--original); } .fill-served { fill: var(--served); } .fill-grew { fill: var(--bad); }
.fill-avif { fill: var(--avif); } .fill-webp { fill: var(--webp); } .fill-jpeg { fill: var(--jpeg); }
.fill-png, .fill-gif, .fill-tiff, .fill-svg { fill: var(--lossless); }
.fill-original, .fill-served { shape-rendering: crispEdges; }
.row .bar + .bar { margin-top: 3px; }
.columns { margin: 0; }
.columns svg { display: block; width: 100%; height: 170px; border-bottom: 1px solid var(--line); print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.columns p { font-size: 13px; color: var(--ink-3); }
.columns .top { padding-bottom: 4px; border-bottom: 1px dashed var(--line); }
.columns .axis { display: flex; justify-content: space-around; margin-top: 6px; text-align: center; }
.columns .axis span:first-child:nth-last-child(2) { margin-right: auto; }
.charts { display: grid; grid-template-columns: 1fr 1fr; gap: 32px 44px; }
.row + .row { margin-top: 14px; }
.charts > .row + .row { margin-top: 0; }
.row b, .versus b { font-weight: 600; white-space: nowrap; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 16px; margin-top: 14px; font-size: 13px; color: var(--ink-2); }
.key::before { content: ""; display: inline-block; width: 10px; height: 10px; margin-right: 6px; border-radius: 3px; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.key-avif::before { background: var(--avif); } .key-webp::before { background: var(--webp); } .key-jpeg::before { background: var(--jpeg); }
.key-original::before { background: var(--original); } .key-served::before { background: var(--served); }
.key-png::before, .key-gif::before, .key-tiff::before, .key-svg::before { background: var(--lossless); }

.facts { display: grid; gap: 8px; }
.facts div { display: grid; grid-template-columns: 110px 1fr; gap: 16px; }
dt { color: var(--ink-2); }
.notes { display: grid; grid-template-columns: 1fr 1fr; gap: 18px 44px; }
.notes dt { color: var(--ink); font-weight: 600; }
.notes dt small { display: block; }
.notes dd { margin-top: 2px; color: var(--ink-2); }

table { width: 100%; border-collapse: collapse; }
th, td { padding: 10px 20px 10px 0; text-align: start; vertical-align: top; border-bottom: 1px solid var(--line); }
th:last-child, td:last-child { padding-right: 0; }
thead th { padding-top: 0; font-size: 13px; font-weight: 500; color: var(--ink-3); }
tbody th { font-weight: 600; }
td small, th small { display: block; }
td { white-space: nowrap; }
.number { text-align: right; width: 110px; }
td.number { font-weight: 600; }
.shrank { color: var(--good); } .grew { color: var(--bad); }
td .bar { height: 6px; margin-top: 7px; border-radius: 3px; }
.more { margin-top: 12px; color: var(--ink-2); }

.problems { list-style: none; }
.problems li { padding: 12px 0 12px 14px; border-left: 3px solid var(--line); }
.problems.failed li { border-left-color: var(--bad); }
.problems li + li { margin-top: 10px; }
.findings .tone-bad { border-left-color: var(--bad); } .findings .tone-good { border-left-color: var(--good); }
.plain { padding-left: 20px; color: var(--ink-2); }
.plain li + li { margin-top: 6px; }
.who { font-weight: 600; }
.hint { color: var(--ink-2); }
code { font: 12px ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace; color: var(--ink-3); }
footer { margin-top: 56px; padding-top: 16px; border-top: 1px solid var(--line); font-size: 13px; color: var(--ink-3); }

@media screen and (max-width: 640px) {
  main { padding: 28px 18px 40px; }
  section { margin-top: 36px; }
  h1 { margin-top: 24px; font-size: 27px; }
  .when { flex-direction: column; }
  .when > * + *::before { content: none; }
  .saving { grid-template-columns: 1fr; padding: 22px 20px 18px; margin-top: 24px; }
  .headline { font-size: 64px; }
  .charts, .notes { grid-template-columns: 1fr; }
  .facts div { grid-template-columns: 1fr; gap: 0; }
  thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  table, tbody { display: block; }
  tr { display: grid; grid-template-columns: 1fr 1fr; gap: 8px 16px; padding: 14px 0; border-bottom: 1px solid var(--line); }
  th, td { display: block; padding: 0; border: 0; }
  thead tr { display: none; }
  tbody th { grid-column: 1 / -1; }
  td::before { content: attr(data-label); display: block; font-size: 12px; font-weight: 400; color: var(--ink-3); }
  td.number { width: auto; text-align: start; }
  td:not(.number) + td.number { grid-column: 1 / -1; }
  td:not(.number) + td.number::before { display: none; }
}
@media print {
  @page { margin: 16mm 14mm; }
  body { background: #fff; font-size: 10.5pt; }
  main { max-width: none; padding: 0; }
  section, footer { margin-top: 24pt; }
  h2, h3 { break-after: avoid; }
  tr, li, .row, .saving, .notes div, .columns, .charts { break-inside: avoid; }
  .problems li { padding: 2pt 0 2pt 10pt; }
}
`
