import { WhittleError } from '../../shared/errors.ts'
import type { Dimensions } from '../../shared/fit-inside.ts'
import { type OutputFormat, outputFormats } from '../../shared/formats.ts'
import type { Probe } from '../../shared/model/item.ts'
import type { PlannedOutput } from '../../shared/model/output.ts'
import type { Recipe } from '../../shared/recipe.ts'
import type { OutputNames } from './output-names.ts'
import { targetDimensions } from './sizes.ts'

export type PlanSource = { readonly input: string; readonly name: string; readonly probe: Probe }

/**
 * Decides the outputs of one image before any work starts: largest size first, formats in the recipe's order.
 *
 * @throws WhittleError `FORMAT_LIMIT` where a format cannot hold the size.
 */
export async function planOutputs(
  { input, name, probe }: PlanSource,
  recipe: Recipe,
  names: OutputNames,
): Promise<PlannedOutput[]> {
  const wanted = targetDimensions(probe, recipe.sizes).flatMap((size) =>
    recipe.formats.map((format) => ({ ...size, format })),
  )
  for (const output of wanted) refuseOversized(output)
  const outputs: PlannedOutput[] = []
  for (const { format, width, height } of wanted) {
    const { extension } = outputFormats[format]
    const place = await names.claim({ input, name, width, extension })
    outputs.push({
      index: outputs.length,
      ...place,
      format,
      width,
      height,
      quality: recipe.quality[format],
      effort: recipe.effort[format],
    })
  }
  return outputs
}

function refuseOversized({ format, width, height }: Dimensions & { format: OutputFormat }): void {
  const { label, maxSide } = outputFormats[format]
  if (Math.max(width, height) <= maxSide) return
  throw new WhittleError('FORMAT_LIMIT', {
    detail: `${label} holds at most ${maxSide} pixels a side; this would be ${width}×${height}.`,
  })
}
