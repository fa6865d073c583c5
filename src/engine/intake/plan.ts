import { WhittleError } from '../../shared/errors.ts'
import type { Dimensions } from '../../shared/fit-inside.ts'
import { type OutputFormat, outputFormats } from '../../shared/formats.ts'
import type { Probe } from '../../shared/model/item.ts'
import type { Candidate, PlannedOutput } from '../../shared/model/output.ts'
import { type EffortTable, effortFor, goalFor, type Recipe } from '../../shared/recipe/index.ts'
import { candidateFormats, extensionFor, isMoving } from './formats.ts'
import type { OutputNames } from './output-names.ts'
import { type TargetSize, targetDimensions } from './sizes.ts'

export type PlanSource = { readonly input: string; readonly name: string; readonly probe: Probe }

/** What is decided about an output before it has a name. */
type Wanted = { readonly size: TargetSize; readonly formats: readonly OutputFormat[] }

/**
 * Decides the outputs of one image before any work starts: largest size first, formats in the recipe's order.
 *
 * @param efforts - What `auto` effort comes to on this machine.
 * @throws WhittleError `FORMAT_LIMIT` where a format cannot hold the size; `OUTPUT_EXISTS` where the recipe fails on
 *   names that are taken.
 */
export async function planOutputs(
  source: PlanSource,
  recipe: Recipe,
  names: Pick<OutputNames, 'claim'>,
  efforts: EffortTable,
): Promise<PlannedOutput[]> {
  const outputs: PlannedOutput[] = []
  for (const wanted of wantedOutputs(source.probe, recipe)) {
    const { width, height, crop } = wanted.size
    const [first, ...alternatives] = await claimAll(source, wanted, recipe, names, efforts)
    if (first === undefined) continue
    outputs.push({
      ...first,
      index: outputs.length,
      width,
      height,
      ...(crop ? { crop } : {}),
      ...(alternatives.length === 0 ? {} : { alternatives }),
    })
  }
  return outputs
}

function wantedOutputs(probe: Probe, recipe: Recipe): Wanted[] {
  const lossless = recipe.quality.mode === 'lossless'
  const wanted = targetDimensions(probe, recipe.sizes, recipe.enlarge).flatMap((size) => {
    const lists = recipe.formats.map((format) => candidateFormats(format, probe, lossless))
    // "original" may name a format that the recipe lists anyway.
    const distinct = new Map(lists.map((formats) => [formats.join(), formats]))
    return [...distinct.values()].map((formats) => ({
      size,
      formats: formats.filter(fitting(size, formats)),
    }))
  })
  return wanted.filter(({ formats }) => !leftOut(formats, probe, recipe))
}

/** Keeps the formats that can hold the size; where there is a choice, one that cannot is no candidate. */
function fitting(size: Dimensions, all: readonly OutputFormat[]): (format: OutputFormat) => boolean {
  const holds = (format: OutputFormat) => Math.max(size.width, size.height) <= outputFormats[format].maxSide
  if (!all.some(holds)) throw tooLarge(size, all)
  return holds
}

/** An animation that would come to a stop, where the recipe does not want that. */
function leftOut(formats: readonly OutputFormat[], probe: Probe, recipe: Recipe): boolean {
  return (
    isMoving(probe) &&
    recipe.animation === 'leave-out' &&
    formats.every((format) => !outputFormats[format].animation)
  )
}

async function claimAll(
  { input, name, probe }: PlanSource,
  { size, formats }: Wanted,
  recipe: Recipe,
  names: Pick<OutputNames, 'claim'>,
  efforts: EffortTable,
): Promise<Candidate[]> {
  const { width, height } = size
  const candidates: Candidate[] = []
  for (const format of formats) {
    const chosen = recipe.formats.some((one) => one === format)
    const extension =
      !chosen && format === probe.format ? extensionFor(format, name) : outputFormats[format].extension
    const place = await names.claim({ input, name, width, height, format, extension })
    if (place === undefined) continue
    candidates.push({
      ...place,
      format,
      goal: goalFor(recipe.quality, format),
      effort: effortFor(recipe.effort, format, efforts),
    })
  }
  return candidates
}

function tooLarge({ width, height }: Dimensions, formats: readonly OutputFormat[]): WhittleError {
  const limits = formats.map(
    (format) => `${outputFormats[format].label} holds at most ${outputFormats[format].maxSide}`,
  )
  return new WhittleError('FORMAT_LIMIT', {
    detail: `${limits.join(', ')} pixels a side; this would be ${width}×${height}.`,
  })
}
