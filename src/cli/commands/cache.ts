import { resolve } from 'node:path'
import type { Command } from 'commander'
import type { Engine } from '../../engine/create-engine.ts'
import type { CliContext, Settle } from '../context.ts'
import { withEngine } from '../engine.ts'
import { exitCodes } from '../exit-codes.ts'
import { watchInterruption } from '../interruption.ts'
import { collectPath } from '../options.ts'
import { bytesText, countText } from '../text.ts'
import { helpPointer, UsageError } from '../usage-error.ts'
import { cacheStatsText } from './cache-text.ts'

type Json = { readonly json?: boolean }
type WarmOptions = Json & { readonly recipe?: string }

const examples = `
Examples:
  $ whittle cache stats                        what it holds, how often it helped, and which limits would do
  $ whittle cache warm photos --recipe best-format
  $ whittle cache prune                        remove what is too old or too much, now`

const asJson = ['--json', 'print the outcome as one JSON document on standard output'] as const

/** `whittle cache stats|verify|prune|clear|warm` */
export function addCache(program: Command, context: CliContext, settle: Settle): void {
  const cache = program
    .command('cache')
    .summary('look after the results that are kept to be used again')
    .description(
      'Results are kept by the bytes of their originals and by how they were made, to be used again.',
    )
    .addHelpText('after', examples)
    .showHelpAfterError(helpPointer('cache'))

  const tell = async <T>(options: Json, ask: (engine: Engine) => Promise<T>, text: (found: T) => string) => {
    const found = await withEngine(context.openEngine(), ask)
    if (options.json === true) context.streams.document(found)
    else context.streams.result(text(found))
    return found
  }

  cache
    .command('stats')
    .description('Shows what the cache holds and what came of its look-ups.')
    .option(...asJson)
    .option('--apply-advice', 'set size and time to live as the analysis advises')
    .action(async (options: Json & { applyAdvice?: boolean }) => {
      const ask = async ({ commands }: Engine) => {
        if (options.applyAdvice === true) await commands.applyCacheAdvice({})
        return commands.cacheStats({})
      }
      await tell(options, ask, cacheStatsText)
    })
  cache
    .command('verify')
    .description('Reads every result and removes what is damaged.')
    .option(...asJson)
    .action(async (options: Json) => {
      const { damaged } = await tell(
        options,
        ({ commands }) => commands.cacheVerify({}),
        (found) =>
          `${countText(found.checked, 'result')} checked, ${found.damaged} damaged and removed; ` +
          `${bytesText(found.bytesFreed)} freed.`,
      )
      settle(damaged === 0 ? exitCodes.done : exitCodes.someFailed)
    })
  cache
    .command('prune')
    .description('Removes results that are too old, or too many.')
    .option(...asJson)
    .action(async (options: Json) => {
      await tell(
        options,
        ({ commands }) => commands.cachePrune({}),
        ({ expired, evicted, bytesFreed, bytes, entries }) =>
          `${expired} too old, ${evicted} too many; ${bytesText(bytesFreed)} freed. ` +
          `${countText(entries, 'result')} of ${bytesText(bytes)} left.`,
      )
    })
  cache
    .command('clear')
    .description('Removes everything; the next run makes all of it anew.')
    .option(...asJson)
    .action(async (options: Json) => {
      await tell(
        options,
        ({ commands }) => commands.cacheClear({}),
        () => 'The cache is empty.',
      )
    })
  cache
    .command('warm')
    .description(
      'Makes results before they are asked for, of a folder or of what a recipe was used for lately.',
    )
    .argument('[path...]', 'images and folders', collectPath)
    .option('--recipe <name>', 'which recipe; without paths, of its latest images')
    .option(...asJson)
    .action(async (paths: string[] | undefined, options: WarmOptions) => {
      const { failed } = await warm(paths ?? [], options, context)
      settle(failed === 0 ? exitCodes.done : exitCodes.someFailed)
    })
}

async function warm(paths: readonly string[], { recipe, json }: WarmOptions, context: CliContext) {
  const { streams, cwd, openEngine } = context
  if (paths.length === 0 && recipe === undefined) {
    throw new UsageError('cache', 'say what to prepare: paths, or --recipe')
  }
  const interruption = watchInterruption(() => streams.note('Stopping; what is finished is kept.'))
  try {
    const found = await withEngine(openEngine(), async (engine) => {
      // Closing ends what is under way, in order.
      const stop = () => void engine.close()
      interruption.signal.addEventListener('abort', stop)
      return engine.commands.warmCache({
        ...(paths.length === 0 ? {} : { paths: paths.map((path) => resolve(cwd, path)) }),
        ...(recipe === undefined ? {} : { recipeId: recipe }),
      })
    })
    if (json === true) streams.document(found)
    else {
      const { prepared, known, failed } = found
      streams.result(`${countText(prepared, 'image')} prepared, ${known} were ready, ${failed} failed.`)
    }
    return found
  } finally {
    interruption.dispose()
  }
}
