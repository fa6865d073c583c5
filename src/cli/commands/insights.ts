import { type Command, InvalidArgumentError } from 'commander'
import type { Engine } from '../../engine/create-engine.ts'
import type { CliContext } from '../context.ts'
import { withEngine } from '../engine.ts'
import { trendsText } from '../insights/trends-text.ts'
import { parseLength } from '../time-options.ts'
import { helpPointer } from '../usage-error.ts'

type Json = { readonly json?: boolean }
type Since = Json & { readonly since: number }

const examples = `
Examples:
  $ whittle insights trends --since 90d        what became slower or fuller, and since when`

const dayMs = 86_400_000
const asJson = ['--json', 'print one JSON document on standard output'] as const

/** `whittle insights …` */
export function addInsights(program: Command, context: CliContext): void {
  const insights = program
    .command('insights')
    .summary('show what the history says: trends, anomalies, advice, before and after')
    .description('Shows what the history says: trends, anomalies, advice, before and after.')
    .addHelpText('after', examples)
    .showHelpAfterError(helpPointer('insights'))

  const tell = async <T>(options: Json, ask: (engine: Engine) => Promise<T>, text: (found: T) => string) => {
    const found = await withEngine(context.openEngine(), ask)
    if (options.json === true) context.streams.document(found)
    else context.streams.result(text(found))
  }

  insights
    .command('trends')
    .description('Shows how each class of operations and each gauge moved, the worst news first.')
    .option('--since <length>', 'how far back: 14d, 90d, 52w', parseDays, 90 * dayMs)
    .option(...asJson)
    .action((options: Since) =>
      tell(options, ({ commands }) => commands.listTrends({ days: options.since / dayMs }), trendsText),
    )
}

/** Whole days. */
function parseDays(value: string): number {
  const ms = parseLength(value)
  if (ms % dayMs === 0 && ms >= 14 * dayMs) return ms
  throw new InvalidArgumentError('Write two weeks or more, in whole days: 14d, 90d, 52w.')
}
