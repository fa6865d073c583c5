import type { CandidateJob, OutputJob } from '../../shared/contract/pool.ts'
import type { OutputFormat } from '../../shared/formats.ts'
import type { SizeGroup } from './output/size-groups.ts'

/** One file that an output may become. */
type Link = {
  readonly output: OutputJob
  readonly candidate: CandidateJob
  /** Which of the image's sizes. */
  readonly size: number
}

/** All files of one format, smallest size first: what a small one taught is the first guess for the next. */
export type Chain = { readonly format: OutputFormat; readonly links: readonly Link[] }

/**
 * Sorts the work of one image into chains that know nothing of each other and may run side by side.
 *
 * @param sizes - Largest first.
 * @param suits - Tells whether a candidate is worth trying at all.
 * @returns The dearest chain first, so that it is not the one that everybody waits for at the end.
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
  return [...chains]
    .map(([format, links]) => ({ format, links }))
    .sort((a, b) => dearness.indexOf(a.format) - dearness.indexOf(b.format))
}

/** Everything that an output may become, the likeliest first. */
export function candidatesOf(output: OutputJob): CandidateJob[] {
  return [output, ...(output.alternatives ?? [])]
}

/** By CPU time at the efforts that pay; the first is the dearest. */
const dearness: readonly OutputFormat[] = ['avif', 'png', 'webp', 'gif', 'jpeg', 'tiff', 'svg']
