import type { CandidateJob, OutputJob } from '../../shared/contract/pool.ts'
import type { OutputFormat } from '../../shared/formats.ts'
import { guideAmong, guides } from '../../shared/guides.ts'
import type { SizeGroup } from './output/size-groups.ts'
import { Experience } from './quality/experience.ts'

/** One file that an output may become. */
type Link = {
  readonly output: OutputJob
  readonly candidate: CandidateJob
  /** Which of the image's sizes. */
  readonly size: number
}

/** All files of one format, smallest size first: what a small one taught is the first guess for the next. */
export type Chain = {
  readonly format: OutputFormat
  readonly links: readonly Link[]
  readonly experience: Experience
}

/**
 * Sorts the work of one image into chains that may run side by side. The lossy ones only wait for what the cheapest of
 * them learns about a size.
 *
 * @param sizes - Largest first.
 * @param suits - Tells whether a candidate is worth trying at all.
 * @returns First the one that the others wait for, then the dearest, so that it is not the one that everybody waits for
 *   at the end.
 */
export function chainsOf(
  sizes: readonly SizeGroup[],
  suits: (candidate: CandidateJob, output: OutputJob) => boolean,
): Chain[] {
  const chains = new Map<OutputFormat, Link[]>()
  for (const [index, size] of [...sizes.entries()].reverse()) {
    for (const output of size.outputs) {
      for (const candidate of candidatesOf(output).filter((one) => suits(one, output))) {
        const links = chains.get(candidate.format) ?? []
        links.push({ output, candidate, size: index })
        chains.set(candidate.format, links)
      }
    }
  }
  const guideFormat = guideAmong([...chains.keys()])
  const guide = new Experience()
  const experienceFor = (format: OutputFormat) =>
    format === guideFormat ? guide : new Experience(guides.includes(format) ? guide : undefined)
  const order = [guideFormat, ...dearness]
  return [...chains]
    .map(([format, links]) => ({ format, links, experience: experienceFor(format) }))
    .sort((a, b) => order.indexOf(a.format) - order.indexOf(b.format))
}

/** Everything that an output may become, the likeliest first. */
export function candidatesOf(output: OutputJob): CandidateJob[] {
  return [output, ...(output.alternatives ?? [])]
}

/** By CPU time at the efforts that pay; the first is the dearest. */
const dearness: readonly OutputFormat[] = ['avif', 'png', 'webp', 'gif', 'jpeg', 'tiff', 'svg']
