import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Command } from 'commander'
import {
  effortWords,
  formatWords,
  qualityWords,
  type Recipe,
  type StoredRecipe,
  sizeText,
} from '../../shared/recipe/index.ts'
import type { CliContext } from '../context.ts'
import { withEngine } from '../engine.ts'
import { helpPointer, UsageError } from '../usage-error.ts'

/** What `whittle recipes --json` prints; a list of recipes, each as a file for `--import` holds it. */
type RecipesDocument = { readonly recipes: readonly Recipe[] }

type RecipesOptions = {
  readonly json?: boolean
  readonly import?: string
  readonly export?: string
  readonly remove?: string
}

const examples = `
Examples:
  $ whittle recipes --export responsive-web > mine.json    a starting point; give it another id and name
  $ whittle recipes --import mine.json                     one recipe or a list
  $ whittle optimize photos --recipe mine.json             or use it without importing`

/** `whittle recipes` */
export function addRecipes(program: Command, context: CliContext): void {
  program
    .command('recipes')
    .summary('list, import, export and remove recipes')
    .description('Lists the recipes that "whittle optimize --recipe NAME" knows.')
    .option('--import <file>', 'add the recipes in a JSON file')
    .option('--export <id>', 'print one recipe as JSON')
    .option('--remove <id>', 'remove a recipe of yours')
    .option('--json', 'print the recipes as one JSON document on standard output')
    .addHelpText('after', examples)
    .showHelpAfterError(helpPointer('recipes'))
    .action((options: RecipesOptions) => run(options, context))
}

async function run(options: RecipesOptions, { openEngine, streams, cwd }: CliContext): Promise<void> {
  const shown = await withEngine(openEngine(), async ({ commands }): Promise<StoredRecipe[]> => {
    if (options.remove !== undefined) await commands.removeRecipe({ recipeId: options.remove })
    if (options.import !== undefined) {
      return commands.importRecipes({ text: await readText(resolve(cwd, options.import)) })
    }
    const all = await commands.listRecipes({})
    if (options.export === undefined) return all
    const found = all.filter(({ recipe }) => recipe.id === options.export)
    if (found.length > 0) return found
    throw new UsageError('recipes', `option --export: there is no recipe "${options.export}"`)
  })
  const document: RecipesDocument = { recipes: shown.map(({ recipe }) => recipe) }
  if (options.export !== undefined) streams.document(document.recipes[0])
  else if (options.json === true) streams.document(document)
  else streams.result(shown.map(recipeText).join('\n\n'))
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    throw new UsageError(
      'recipes',
      `option --import: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}

/** A recipe for people. */
function recipeText({ recipe, builtIn }: StoredRecipe): string {
  const lines = [
    ...(recipe.description === '' ? [] : [recipe.description]),
    `Formats:  ${recipe.formats.map(formatWords).join(', ')}`,
    `Sizes:    ${recipe.sizes.map(sizeText).join(', ')}`,
    `Quality:  ${qualityWords(recipe)}`,
    `Effort:   ${effortWords(recipe)}`,
    `Metadata: ${recipe.metadata}`,
    ...(recipe.enhance ? ['Contrast: stretched'] : []),
  ]
  const title = `${recipe.id} (${recipe.name})${builtIn ? '' : ', yours'}`
  return [title, ...lines.map((line) => `  ${line}`)].join('\n')
}
