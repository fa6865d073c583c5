import * as z from 'zod'
import { recipeEffortSchema } from './effort.ts'
import { defaultNaming, namingFault, namingSentence } from './naming-template.ts'
import { recipeQualitySchema } from './quality.ts'
import { sizeSchema } from './size.ts'

/** `original` keeps each image's own format; `auto` chooses the smallest of those that suit it. */
export const recipeFormatSchema = z.enum(['avif', 'webp', 'jpeg', 'png', 'original', 'auto'])
export type RecipeFormat = z.output<typeof recipeFormatSchema>

/** What is done to the pixels and around them, the same for all outputs of an image. */
export const treatmentSchema = z.object({
  /** Stretch the contrast of each image to the full range. */
  enhance: z.boolean(),
  /**
   * EXIF, XMP and IPTC: none of it, all of it, artist and copyright with the colour profile, or all but where it was
   * taken.
   */
  metadata: z.enum(['strip', 'keep', 'copyright', 'no-location']),
  /** Convert colours to sRGB, or leave a wide gamut as it is and attach its profile. */
  colour: z.enum(['srgb', 'keep']),
  /** What shows through where a format has no transparency. */
  background: z.string().regex(/^#[0-9a-f]{6}$/i, 'Expected a colour such as #ffffff'),
  /** Percent. An output in the source's own format and dimensions that saves less is the original's bytes instead. */
  minimumSaving: z.number().min(0).max(90),
  /** What becomes of an animation in a format that cannot move: its first frame, or no such output. */
  animation: z.enum(['first-frame', 'leave-out']),
})
export type Treatment = z.output<typeof treatmentSchema>

export const defaultTreatment: Treatment = {
  enhance: false,
  metadata: 'strip',
  colour: 'srgb',
  background: '#ffffff',
  minimumSaving: 0,
  animation: 'first-frame',
}

const text = (max: number) => z.string().trim().min(1).max(max)

/** What can be set for one batch as well as in a recipe. */
const choices = {
  formats: z
    .array(recipeFormatSchema)
    .min(1)
    .refine(unique, { error: 'A format is listed twice', params: { code: 'twice' } }),
  sizes: z.array(sizeSchema).min(1).max(24),
  /** Without it no output is larger than its source. */
  enlarge: z.boolean(),
  quality: recipeQualitySchema,
  effort: recipeEffortSchema,
  ...treatmentSchema.shape,
  /** Path of an output below the output folder. Fields: {dir} {name} {width} {height} {ext} {format}. */
  naming: z.string().max(200),
  /** When a name is taken by a file that is not ours: add a counter, leave the output out, or fail the image. */
  collision: z.enum(['counter', 'skip', 'fail']),
}

const treatment = treatmentSchema.shape

/** What to make of each image. What has a default may be left out in a file. */
export const recipeSchema = z
  .strictObject({
    version: z.literal(1).default(1),
    id: z
      .string()
      .max(64)
      .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Expected lower-case letters, digits and single hyphens'),
    name: text(80),
    /** For people: when to choose it. */
    description: z.string().max(400).default(''),
    ...choices,
    enlarge: choices.enlarge.default(false),
    effort: choices.effort.default({ mode: 'auto', prefer: 'balanced' }),
    enhance: treatment.enhance.default(defaultTreatment.enhance),
    metadata: treatment.metadata.default(defaultTreatment.metadata),
    colour: treatment.colour.default(defaultTreatment.colour),
    background: treatment.background.default(defaultTreatment.background),
    minimumSaving: treatment.minimumSaving.default(defaultTreatment.minimumSaving),
    animation: treatment.animation.default(defaultTreatment.animation),
    naming: choices.naming.default(defaultNaming),
    collision: choices.collision.default('counter'),
  })
  .superRefine(({ naming, sizes, quality, formats }, context) => {
    const refuse = (field: string, message: string, params: Readonly<Record<string, string>>) =>
      context.addIssue({ code: 'custom', path: [field], message, params })
    const fault = namingFault(naming, sizes.length)
    if (fault !== undefined) refuse('naming', namingSentence(fault), fault)
    if (quality.mode === 'lossless' && formats.includes('jpeg')) {
      refuse('formats', 'JPEG cannot be lossless', { code: 'lossless-jpeg' })
    }
  })
export type Recipe = z.output<typeof recipeSchema>
/** A recipe as people write it. */
export type RecipeInput = z.input<typeof recipeSchema>

/** A recipe and where it comes from. */
export const storedRecipeSchema = z.object({ recipe: recipeSchema, builtIn: z.boolean() })
export type StoredRecipe = z.output<typeof storedRecipeSchema>

/** What a single batch may set differently from its recipe. */
export const recipeOverridesSchema = z.object(choices).partial()
export type RecipeOverrides = z.output<typeof recipeOverridesSchema>

/** The treatment that a recipe asks for. */
export function treatmentOf(recipe: Recipe): Treatment {
  return treatmentSchema.parse(recipe)
}

function unique(values: readonly unknown[]): boolean {
  return new Set(values).size === values.length
}
