import { namingWords, type Recipe, type RecipeFormat } from '../../../shared/recipe/index.ts'

export const builtInName = {
  'responsive-web': 'Responsive web',
  'fixed-q80': 'Fixed q80',
  'best-format': 'One image, best format',
  'same-format': 'Same format, smaller',
  lossless: 'Lossless',
  'under-200-kb': 'Under 200 kB',
}

export const builtInText = {
  'responsive-web':
    'Nine variants for a web page: AVIF, WebP and JPEG in three sizes, all at the same visible quality.',
  'fixed-q80':
    'The same nine variants at quality 80 and effort 6 in every encoder, whatever that looks like and costs.',
  'best-format':
    'One file per image in its own dimensions, in the format that is smallest at the same visible quality.',
  'same-format':
    'Every image keeps its format and dimensions and only loses bytes; what cannot become smaller stays as it is.',
  lossless: 'No pixel changes: WebP or PNG, whichever is smaller, with all metadata.',
  'under-200-kb':
    'One file per image of at most 200,000 bytes, for uploads with a limit: the best quality that fits.',
}

export const recipes = {
  title: 'Recipes',
  list: 'Recipes',
  builtIn: 'Built in',
  own: 'Your own',
  none: 'Copy a built-in recipe to make your own.',
  pick: 'Recipe',
  duplicate: 'Make a copy',
  copyOf: 'Copy of {{name}}',
  copyJson: 'Copy as JSON',
  copied: 'The recipe is on the clipboard',
  import: 'Import…',
  imported: 'Recipes imported',
  remove: 'Delete',
  save: 'Save',
  revert: 'Revert',
  fixedHint: 'Built-in recipes cannot be changed. Make a copy and change that.',
  name: 'Name',
  description: 'When to choose it',
  what: 'What comes out',
  formats: 'Formats',
  sizes: 'Sizes',
  sizesHint:
    '640x480 fits inside, 800x800:cover fills and crops, 1600 is the longest edge, 1024w a width, 50%, original.',
  sizesProblem: '“{{text}}” is not a size.',
  enlarge: 'Enlarge small images',
  quality: 'Quality',
  goal: 'Goal',
  score: 'Score',
  scoreHint: '90 cannot be told from the original, 80 hardly, 70 is good, 50 shows.',
  bytes: 'Bytes at most',
  effort: 'Effort',
  effortHint: 'How much time the encoders may take for fewer bytes.',
  treatment: 'Treatment',
  enhance: 'Enhance contrast',
  metadata: 'Metadata',
  colour: 'Colours',
  animation: 'Animations elsewhere',
  minimumSaving: 'Keep the original below',
  minimumSavingHint: 'A file that saves less than this is replaced by the original.',
  output: 'Files',
  naming: 'Names',
  namingHint: 'Fields: {dir} {name} {width} {height} {ext} {format}.',
  collision: 'A name that is taken',
}

/** What is wrong with a field of a recipe. */
export const recipeProblem = {
  ...namingWords,
  twice: 'A format is listed twice',
  'lossless-jpeg': 'JPEG cannot be lossless',
  empty: 'Something has to stand here.',
  none: 'Choose at least one.',
  long: 'At most {{n}} characters.',
  many: 'At most {{n}}.',
  other: 'This cannot be used.',
}

export const recipeFormat = {
  avif: 'AVIF',
  webp: 'WebP',
  jpeg: 'JPEG',
  png: 'PNG',
  original: 'Same format',
  auto: 'Best format',
} satisfies Record<RecipeFormat, string>

export const recipeGoal = {
  target: 'Visible quality',
  fixed: 'Fixed numbers',
  maxBytes: 'Size limit',
  lossless: 'Lossless',
} satisfies Record<Recipe['quality']['mode'], string>

export const recipeEffort = { fast: 'Fast', balanced: 'Balanced', smallest: 'Smallest' }

export const recipeMetadata = {
  strip: 'Remove all',
  keep: 'Keep all',
  copyright: 'Keep copyright',
  'no-location': 'Keep all but the place',
} satisfies Record<Recipe['metadata'], string>

export const recipeColour = {
  srgb: 'Convert to sRGB',
  keep: 'Keep wide gamuts',
} satisfies Record<Recipe['colour'], string>

export const recipeAnimation = {
  'first-frame': 'First frame',
  'leave-out': 'No such file',
} satisfies Record<Recipe['animation'], string>

export const recipeCollision = {
  counter: 'Add a counter',
  skip: 'Leave it out',
  fail: 'Fail the image',
} satisfies Record<Recipe['collision'], string>
