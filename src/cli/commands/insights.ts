import { type Command, InvalidArgumentError } from 'commander'
import type { Engine } from '../../engine/create-engine.ts'
import type { CliContext } from '../context.ts'
import { withEngine } from '../engine.ts'
import { anomaliesText } from '../insights/anomalies-text.ts'
import { trendsText } from '../insights/trends-text.ts'
import { parseLength } from '../time-options.ts'
import { helpPointer } from '../usage-error.ts'

type Json = { readonly json?: boolean }
type Since = Json & { readonly since: number }
type AnomalyOptions = Since & { readonly expected?: string; readonly unexpected?: string }

const examples = `
Examples:
  $ whittle insights trends --since 90d        what became slower or fuller, and since when
  $ whittle insights anomalies --since 7d      when was something far from usual, and why`

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
  insights
    .command('anomalies')
    .description('Shows when something was far from usual, and why.')
    .option('--since <length>', 'how far back: 7d, 30d', parseLength, 30 * dayMs)
    .option('--expected <id>', 'say that it is as it should be; the same again is not raised')
    .option('--unexpected <id>', 'take that back')
    .option(...asJson)
    .action((options: AnomalyOptions) =>
      tell(
        options,
        async ({ commands }) => {
          const { expected, unexpected } = options
          if (expected !== undefined) await commands.judgeAnomaly({ id: expected, expected: true })
          if (unexpected !== undefined) await commands.judgeAnomaly({ id: unexpected, expected: false })
          return commands.listAnomalies({ days: Math.max(1, Math.ceil(options.since / dayMs)) })
        },
        anomaliesText,
      ),
    )
}

/** Whole days. */
function parseDays(value: string): number {
  const ms = parseLength(value)
  if (ms % dayMs === 0 && ms >= 14 * dayMs) return ms
  throw new InvalidArgumentError('Write two weeks or more, in whole days: 14d, 90d, 52w.')
}
