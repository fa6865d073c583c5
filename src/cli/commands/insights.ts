import { resolve } from 'node:path'
import { type Command, InvalidArgumentError } from 'commander'
import type { Engine } from '../../engine/create-engine.ts'
import { WhittleError } from '../../shared/errors.ts'
import type { Impact } from '../../shared/model/impact.ts'
import type { Recommendation } from '../../shared/model/recommendation.ts'
import type { CliContext } from '../context.ts'
import { withEngine } from '../engine.ts'
import { anomaliesText } from '../insights/anomalies-text.ts'
import { impactText } from '../insights/impact-text.ts'
import { recommendationsText } from '../insights/recommendations-text.ts'
import { trendsText } from '../insights/trends-text.ts'
import { parseLength } from '../time-options.ts'
import { helpPointer, UsageError } from '../usage-error.ts'

type Json = { readonly json?: boolean }
type Since = Json & { readonly since: number }
type AdviceOptions = Json & {
  readonly apply?: string
  readonly takeBack?: string
  readonly dismiss?: string
  readonly reopen?: string
}
type ImpactOptions = Json & {
  readonly with?: string
  readonly recipes?: { readonly before: string; readonly after: string }
  readonly on?: readonly string[]
  readonly images: number
}
type AnomalyOptions = Since & { readonly expected?: string; readonly unexpected?: string }

const examples = `
Examples:
  $ whittle insights trends --since 90d        what became slower or fuller, and since when
  $ whittle insights anomalies --since 7d      when was something far from usual, and why
  $ whittle insights recommendations           what could be done better, and what it is worth
  $ whittle insights impact                    what the latest run saved: bytes, money, load times
  $ whittle insights impact RUN --with EARLIER
  $ whittle insights impact --recipes fixed-q80,responsive-web --on photos`

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
  insights
    .command('recommendations')
    .alias('advice')
    .description('Shows what could be done better, applies it, takes it back, and what came of it.')
    .option('--apply <id>', 'do what it says')
    .option('--take-back <id>', 'bring back what was before')
    .option('--dismiss <id>', 'put it aside')
    .option('--reopen <id>', 'show one again that was put aside')
    .option(...asJson)
    .action((options: AdviceOptions) =>
      tell(options, (engine) => advise(options, engine), recommendationsText),
    )
  insights
    .command('impact')
    .description('Compares the results of a run with its originals, with another run, or two recipes.')
    .argument('[run]', 'id of a run; default: the latest')
    .option('--with <run>', 'another run over the same images, as what was before')
    .option('--recipes <before,after>', 'two recipes instead, on a sample of --on', parseRecipes)
    .option('--on <path...>', 'images and folders that the sample is taken from')
    .option('--images <number>', 'how many images the sample has', parseImages, 6)
    .option(...asJson)
    .action((run: string | undefined, options: ImpactOptions) =>
      tell(options, (engine) => impactOf(run, options, engine, context.cwd), impactText),
    )
}

async function advise(
  { apply, takeBack, dismiss, reopen }: AdviceOptions,
  { commands }: Engine,
): Promise<Recommendation[]> {
  if (apply !== undefined) await commands.applyRecommendation({ id: apply })
  if (takeBack !== undefined) await commands.takeBackRecommendation({ id: takeBack })
  if (dismiss !== undefined) await commands.dismissRecommendation({ id: dismiss })
  if (reopen !== undefined) await commands.dismissRecommendation({ id: reopen, dismissed: false })
  return commands.listRecommendations({})
}

async function impactOf(
  run: string | undefined,
  { with: other, recipes, on, images }: ImpactOptions,
  { commands }: Engine,
  cwd: string,
): Promise<Impact> {
  if (recipes !== undefined) {
    if (on === undefined) throw new UsageError('insights', 'say with --on what to try the recipes on')
    const paths = on.map((path) => resolve(cwd, path))
    return commands.compareRecipes({ ...recipes, paths, images })
  }
  const [latest] = run === undefined ? await commands.listRuns({ limit: 1 }) : []
  const runId = run ?? latest?.id
  if (runId === undefined) throw new WhittleError('NOT_FOUND', { detail: 'There is no run yet.' })
  if (other !== undefined) return commands.compareRuns({ before: other, after: runId })
  return commands.getImpact({ runId })
}

function parseRecipes(value: string): { before: string; after: string } {
  const [before, after, ...others] = value.split(',').map((name) => name.trim())
  if (before && after && others.length === 0) return { before, after }
  throw new InvalidArgumentError('Write two recipes, separated by a comma.')
}

function parseImages(value: string): number {
  const images = Number(value)
  if (Number.isInteger(images) && images >= 1 && images <= 50) return images
  throw new InvalidArgumentError('Write a whole number from 1 to 50.')
}

/** Whole days. */
function parseDays(value: string): number {
  const ms = parseLength(value)
  if (ms % dayMs === 0 && ms >= 14 * dayMs) return ms
  throw new InvalidArgumentError('Write two weeks or more, in whole days: 14d, 90d, 52w.')
}
