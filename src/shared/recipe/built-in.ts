import { type Recipe, type RecipeInput, recipeSchema } from './recipe.ts'

const documentedSizes: RecipeInput['sizes'] = [
  { width: 640, height: 480 },
  { width: 1280, height: 720 },
  { width: 1920, height: 1080 },
]

const built = (recipe: RecipeInput): Recipe => recipeSchema.parse(recipe)

/** The default: three formats at three sizes, each as small as the target score allows. */
export const responsiveWeb: Recipe = built({
  id: 'responsive-web',
  name: 'Responsive web',
  description:
    'Nine variants for a web page: AVIF, WebP and JPEG in three sizes, all at the same visible quality.',
  formats: ['avif', 'webp', 'jpeg'],
  sizes: documentedSizes,
  quality: { mode: 'target', score: 78 },
})

/** The documented procedure: the same number in every format, at an effort that was chosen without measuring. */
const fixedQ80: Recipe = built({
  id: 'fixed-q80',
  name: 'Fixed q80',
  description:
    'The same nine variants at quality 80 and effort 6 in every encoder, whatever that looks like and costs.',
  formats: ['avif', 'webp', 'jpeg'],
  sizes: documentedSizes,
  quality: { mode: 'fixed', avif: 80, webp: 80, jpeg: 80, png: 80 },
  effort: { mode: 'fixed', avif: 6, webp: 6, png: 6 },
})

const bestFormat: Recipe = built({
  id: 'best-format',
  name: 'One image, best format',
  description:
    'One file per image in its own dimensions, in the format that is smallest at the same visible quality.',
  formats: ['auto'],
  sizes: ['original'],
  quality: { mode: 'target', score: 80 },
  naming: '{dir}/{name}.{ext}',
  minimumSaving: 5,
})

const sameFormat: Recipe = built({
  id: 'same-format',
  name: 'Same format, smaller',
  description:
    'Every image keeps its format and dimensions and only loses bytes; what cannot become smaller stays as it is.',
  formats: ['original'],
  sizes: ['original'],
  quality: { mode: 'target', score: 85 },
  metadata: 'copyright',
  naming: '{dir}/{name}.{ext}',
  minimumSaving: 3,
})

const lossless: Recipe = built({
  id: 'lossless',
  name: 'Lossless',
  description: 'No pixel changes: WebP or PNG, whichever is smaller, with all metadata.',
  formats: ['auto'],
  sizes: ['original'],
  quality: { mode: 'lossless' },
  metadata: 'keep',
  colour: 'keep',
  naming: '{dir}/{name}.{ext}',
})

const underSize: Recipe = built({
  id: 'under-200-kb',
  name: 'Under 200 kB',
  description:
    'One file per image of at most 200,000 bytes, for uploads with a limit: the best quality that fits.',
  formats: ['auto'],
  sizes: [{ longestEdge: 2048 }],
  quality: { mode: 'maxBytes', bytes: 200_000 },
  naming: '{dir}/{name}.{ext}',
})

export const builtInRecipes: readonly Recipe[] = [
  responsiveWeb,
  fixedQ80,
  bestFormat,
  sameFormat,
  lossless,
  underSize,
]
