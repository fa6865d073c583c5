import type { optimize as Optimize } from 'svgo'
import { externalReferences } from './external-references.ts'
import { isSvg } from './is-svg.ts'
import { differenceOf } from './same-rendering.ts'
import { svgoPlans } from './svgo-plans.ts'

export type SvgResult = {
  /** The smaller drawing, or the original's bytes. */
  readonly bytes: Buffer
  readonly accepted: boolean
  /** Why, in words. */
  readonly reason: string
}

export type SvgOptions = {
  /** Leave out scripts and event handlers, which SVGO keeps. Default: `false`. */
  readonly removeScripts?: boolean
}

/**
 * Makes a drawing smaller with SVGO. Renders it before and after at several sizes (`same-rendering.ts` says how near they
 * must be) and gives the original back when they differ, when nothing is saved, or when it is no drawing at all: SVGO
 * "optimizes" a web page without complaint. A bold attempt that fails is followed by more careful ones.
 *
 * Never throws.
 */
export async function optimizeSvg(
  bytes: Buffer,
  { removeScripts = false }: SvgOptions = {},
): Promise<SvgResult> {
  const refuse = (reason: string): SvgResult => ({ bytes, accepted: false, reason })
  if (!isSvg(bytes)) return refuse('The root element is not svg.')
  // What libvips could not render cannot be compared either.
  if (!bytes.includes('<svg')) return refuse('It is encoded as UTF-16 or gives its elements a prefix.')
  const text = bytes.toString('utf8')
  let reason = ''
  for (const { name, config } of svgoPlans(text, removeScripts)) {
    const attempt = await tryPlan(bytes, text, config)
    if (attempt.bytes !== undefined) return { bytes: attempt.bytes, accepted: true, reason: `SVGO: ${name}.` }
    reason = attempt.reason
  }
  return refuse(reason)
}

type Attempt = { readonly bytes: Buffer } | { readonly bytes?: undefined; readonly reason: string }

async function tryPlan(
  before: Buffer,
  text: string,
  config: Parameters<typeof Optimize>[1],
): Promise<Attempt> {
  try {
    // Loaded with the first drawing: it takes as long as all else that a worker needs.
    const { optimize } = await import('svgo')
    const after = Buffer.from(optimize(text, config).data)
    if (after.length >= before.length) return { reason: 'It would not become smaller.' }
    if (externalReferences(after.toString('utf8')).length !== externalReferences(text).length) {
      return { reason: 'It would lose references to other files, which are not shown here.' }
    }
    const difference = await differenceOf(before, after)
    return difference === undefined ? { bytes: after } : { reason: `It would look different. ${difference}.` }
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error)
    return { reason: `It cannot be read: ${detail.trim()}` }
  }
}
