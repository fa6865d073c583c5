import type { Command } from 'commander'
import { outputFormats } from '../../shared/formats.ts'
import { builtInRecipes, type Recipe } from '../../shared/recipe.ts'
import type { CliContext } from '../context.ts'
import { sizeText } from '../options.ts'
import { tableText } from '../table.ts'
import { helpPointer } from '../usage-error.ts'

/** What `whittle recipes --json` prints. */
type RecipesDocument = { readonly recipes: readonly Recipe[] }

/** `whittle recipes` */
export function addRecipes(program: Command, context: CliContext): void {
  program
    .command('recipes')
    .summary('list the recipes')
    .description('Lists the recipes that "whittle optimize --recipe NAME" knows.')
    .option('--json', 'print the recipes as one JSON document on standard output')
    .showHelpAfterError(helpPointer('recipes'))
    .action((options: { json?: boolean }) => {
      const document: RecipesDocument = { recipes: builtInRecipes }
      if (options.json === true) context.streams.document(document)
      else context.streams.result(document.recipes.map(recipeText).join('\n\n'))
    })
}

/** A recipe for people: its name, sizes, and a row per format. */
function recipeText(recipe: Recipe): string {
  const formats = tableText(
    [{ head: 'Format' }, { head: 'Quality', align: 'right' }, { head: 'Effort', align: 'right' }],
    recipe.formats.map((format) => [
      outputFormats[format].label,
      String(recipe.quality[format]),
      recipe.effort[format] === null ? '–' : String(recipe.effort[format]),
    ]),
  )
  const lines = [
    `Sizes: ${recipe.sizes.map(sizeText).join(', ')}`,
    `Contrast: ${recipe.enhance ? 'stretched' : 'unchanged'}`,
    ...formats.split('\n'),
  ]
  return [`${recipe.id} (${recipe.name})`, ...lines.map((line) => `  ${line}`)].join('\n')
}
