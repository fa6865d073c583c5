import { performance } from 'node:perf_hooks'
import type { OutputJob } from '../../shared/contract/pool.ts'
import { outputFormats } from '../../shared/formats.ts'
import { candidatesOf } from './chains.ts'
import type { Context } from './context.ts'
import type { Cargo } from './metadata/envelope.ts'
import type { SizeGroup } from './output/size-groups.ts'
import { decode } from './pixels/decode.ts'
import { resize } from './pixels/resize.ts'
import type { Source } from './source/open-source.ts'
import { SizeView } from './view.ts'

/** Whether anything but a drawing is to be made. */
export function needsPixels(outputs: readonly OutputJob[]): boolean {
  return outputs.some((output) => candidatesOf(output).some(({ format }) => format !== 'svg'))
}

/** The pixels of each size, largest first: decoded once, each smaller size from the next larger one. */
export async function viewsOf(
  source: Source,
  sizes: readonly SizeGroup[],
  cargo: Cargo,
  { treatment, job }: Pick<Context, 'treatment' | 'job'>,
): Promise<SizeView[]> {
  const { enhance, colour, background } = treatment
  const animated = keepsMoving(source, sizes)
  const views: SizeView[] = []
  for (const [index, { width, height, crop }] of sizes.entries()) {
    // A cropped size shows too little for the next one.
    const larger = views.findLast((_, at) => at < index && sizes[at]?.crop === false)?.moving.pixels
    const target = { width, height, fit: crop ? ('cover' as const) : ('fill' as const) }
    const start = performance.now()
    const pixels =
      larger === undefined
        ? await job.step('decode', () => decode(source, { ...target, animated, colour, enhance }))
        : await job.step('resize', () => resize(larger, target))
    // Decoding belongs to the image, not to one of its sizes.
    const resizeMs = larger === undefined ? 0 : performance.now() - start
    views.push(new SizeView(pixels, { index, cargo, background, resizeMs }))
  }
  return views
}

/** Whether some format is wanted that keeps the animation moving. */
function keepsMoving(source: Source, sizes: readonly SizeGroup[]): boolean {
  const candidates = sizes.flatMap(({ outputs }) => outputs.flatMap(candidatesOf))
  return source.isAnimated && candidates.some(({ format }) => outputFormats[format].animation)
}
