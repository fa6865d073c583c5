import type { Run } from '../../shared/model/history.ts'
import { chartSection } from './chart-section.ts'
import { comparedText } from './compared-text.ts'
import { factSection } from './fact-section.ts'
import { fidelitySection } from './fidelity-section.ts'
import { finishedImages, inState } from './figures.ts'
import { foreign, html } from './html.ts'
import { imageSection } from './image-section.ts'
import type { Page } from './page.ts'
import { withoutFolders } from './private-names.ts'
import { problemSection } from './problem-section.ts'
import type { ReportHead, RunData } from './report-data.ts'
import { savingSection } from './saving-section.ts'
import { scoreSection } from './score-section.ts'
import { duration, momentOf } from './words.ts'

/** What was made of the images of a run. */
export function runPage(
  { run, items }: RunData,
  { paths }: Pick<ReportHead, 'paths'>,
): Pick<Page, 'what' | 'when' | 'sections'> {
  const plain = items.map((record) => record.item)
  // The page names images as people see them; only sentences about them may hold a path.
  const shown = paths ? plain : withoutFolders(plain, run.outDir)
  const images = finishedImages(shown)
  return {
    what: 'Optimization report',
    when: [
      html`<time datetime="${new Date(run.finishedAt).toISOString()}">${momentOf(run.finishedAt)}</time>\n`,
      html`<span>Recipe “${foreign(run.recipe.name)}”</span>\n`,
      html`<span>Took ${duration(run.durationMs)}</span>`,
      paths && html`\n<span>In ${foreign(run.outDir)}</span>`,
    ].filter((part) => part !== false),
    sections: [
      stateBanner(run),
      savingSection({
        before: { label: 'Original files', bytes: run.bytes.inputDone },
        after: { label: 'What a visitor loads instead', bytes: run.bytes.served },
        compared: comparedText(run.counts.done, images),
        nothing: 'No image was finished',
      }),
      factSection(run, images),
      chartSection(run, images),
      scoreSection(images.flatMap(({ outputs }) => outputs.map(({ score }) => score))),
      imageSection(images),
      problemSection(inState(shown, 'failed'), inState(shown, 'skipped')),
      fidelitySection(images),
    ],
  }
}

function stateBanner(run: Run) {
  if (run.state === 'done') return undefined
  const { done, total } = run.counts
  const what = run.state === 'cancelled' ? 'This run was cancelled' : 'This run failed before its end'
  return html`<p class="banner">${what}: ${done} of ${total} images were finished. The figures below are theirs.</p>\n`
}
