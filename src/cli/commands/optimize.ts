import { resolve } from 'node:path'
import { type Command, Option } from 'commander'
import { recipeSchema, responsiveWeb } from '../../shared/recipe/index.ts'
import { modeSchema } from '../../shared/settings.ts'
import type { CliContext, Settle } from '../context.ts'
import { type OpenOptions, withEngine } from '../engine.ts'
import { type ExitCode, exitCodes } from '../exit-codes.ts'
import { watchInterruption } from '../interruption.ts'
import { dryRun } from '../optimize/dry-run.ts'
import { readFileList } from '../optimize/files-from.ts'
import { planText } from '../optimize/plan-text.ts'
import { chooseRecipe } from '../optimize/recipe-choice.ts'
import { reportOutcome } from '../optimize/report-outcome.ts'
import { type OptimizeOptions, type OptimizeRequest, toRequest } from '../optimize/request.ts'
import { runSession } from '../optimize/session.ts'
import {
  collectPath,
  collectPattern,
  parseBytes,
  parseConcurrency,
  parseEffort,
  parseFormats,
  parseMemory,
  parsePath,
  parseQuality,
  parseSizes,
  parseTarget,
} from '../options.ts'
import { createProgress, type Progress } from '../progress.ts'
import { helpPointer } from '../usage-error.ts'

const examples = `
Originals are never changed unless you say --in-place, and nothing that is already there is overwritten.
A file named -x.jpg is written as ./-x.jpg.

Examples:
  $ whittle optimize photos --out web
  $ whittle optimize photos --out web --dry-run             what would be written, without writing
  $ whittle optimize photos --out web --resume              go on after Ctrl-C or a power cut
  $ find . -name '*.jpg' -print0 | whittle optimize --files-from - --out web
  $ whittle optimize photos --out web --formats avif,jpeg --sizes 1600x1600,original
  $ whittle optimize photos --out web --target 82 --effort smallest
  $ whittle optimize photos --out small --recipe same-format --metadata no-location
  $ whittle optimize photos --in-place --recipe same-format  "whittle undo" puts the originals back
  $ whittle optimize photos --out web --json > result.json  one JSON document, progress stays visible

Exit codes: 0 all done; 1 finished, some images failed; 2 wrong usage or configuration;
            3 interrupted, can be resumed.`

/** `whittle optimize <path…>` */
export function addOptimize(program: Command, context: CliContext, settle: Settle): void {
  program
    .command('optimize')
    .summary('make web-ready variants of images and folders')
    .description('Makes web-ready variants of the given images, and of all images in the given folders.')
    .argument('[path...]', 'images and folders', collectPath)
    .option(
      '--files-from <file>',
      'take paths from a file, one a line or NUL-separated; - for standard input',
    )
    .option(
      '--ignore <pattern>',
      'leave out what matches in folders, as in .gitignore; repeatable',
      collectPattern,
    )
    .option('-o, --out <dir>', 'folder for the results (default: a new one beside the input)', parsePath)
    .addOption(
      new Option(
        '--in-place',
        'replace the originals, after a backup of each; "whittle undo" puts them back',
      ).conflicts(['out']),
    )
    .option(
      '--backup-dir <dir>',
      'where --in-place keeps the originals (default: Whittle’s own folder)',
      parsePath,
    )
    .option('--distrust', 'read every file, also those that have not changed by size and time')
    .option('--recipe <name|file>', 'what to make of each image; see "whittle recipes"', responsiveWeb.id)
    .option('--formats <list>', 'output formats: avif, webp, jpeg, png, original, auto', parseFormats)
    .option(
      '--sizes <list>',
      'e.g. 640x480, 800x800:cover, 1600 (longest edge), 1024w, 50%, original',
      parseSizes,
    )
    .addOption(
      new Option('--target <score>', 'visible quality to reach with the fewest bytes (SSIMULACRA 2, 30–100)')
        .argParser(parseTarget)
        .conflicts(['quality', 'maxBytes', 'lossless']),
    )
    .addOption(
      new Option('--quality <n>', 'quality 1–100 for every format, on its encoder’s own scale')
        .argParser(parseQuality)
        .conflicts(['maxBytes', 'lossless']),
    )
    .addOption(
      new Option('--max-bytes <n>', 'the best quality within so many bytes, e.g. 200k')
        .argParser(parseBytes)
        .conflicts(['lossless']),
    )
    .option('--lossless', 'change no pixel')
    .option(
      '--effort <n>',
      'auto, fast, smallest, or the encoders’ own scale (avif 0–9, webp 0–6, png 1–10)',
      parseEffort,
    )
    .addOption(
      new Option('--metadata <what>', 'what to keep of EXIF, XMP and IPTC').choices(
        recipeSchema.shape.metadata.unwrap().options,
      ),
    )
    .option('--naming <template>', 'names of the outputs, e.g. {dir}/{name}-{width}w.{ext}')
    .option('--enhance', 'stretch the contrast of each image to the full range')
    .option('--no-enhance', 'leave the contrast alone, whatever the recipe says')
    .option('--concurrency <n>', 'most images at once (default: one per core)', parseConcurrency)
    .addOption(
      new Option('--mode <mode>', 'how much of the machine to take (default: from the settings)').choices(
        modeSchema.options,
      ),
    )
    .option('--memory-budget <size>', 'most memory to use, e.g. 600MB or 2GB', parseMemory)
    .addOption(new Option('--dry-run', 'show what would be written, and write nothing').conflicts('resume'))
    .option('--resume', 'go on with the interrupted run of the same paths into this --out folder')
    .option('--no-resume', 'forget that interrupted run and start anew')
    .option('--retry-failed', 'with --resume: also try again what failed')
    .option('--json', 'print the result as one JSON document on standard output')
    .option('--quiet', 'no progress and no summary; failures are still told')
    .addHelpText('after', examples)
    .showHelpAfterError(helpPointer('optimize'))
    .action(async (paths: string[], options: OptimizeOptions) => {
      settle(await optimize(paths ?? [], options, context))
    })
}

async function optimize(given: string[], options: OptimizeOptions, context: CliContext): Promise<ExitCode> {
  const list = options.filesFrom
  const listed =
    list === undefined
      ? []
      : await readFileList(list === '-' ? list : resolve(context.cwd, list), process.stdin)
  const recipe = await chooseRecipe(options.recipe, context.cwd)
  const request = toRequest([...given, ...listed], options, recipe, context.cwd)
  const progress = createProgress(context.streams, { quiet: options.quiet === true })
  const interruption = watchInterruption(() => {
    progress.note('Stopping; what is finished is kept. Once more to stop at once.')
  })
  try {
    const run = { request, options, context, progress, signal: interruption.signal }
    return options.dryRun === true ? await plan(run) : await execute(run)
  } finally {
    interruption.dispose()
  }
}

type Run = {
  readonly request: OptimizeRequest
  readonly options: OptimizeOptions
  readonly context: CliContext
  readonly progress: Progress
  readonly signal: AbortSignal
}

function openOptions({ concurrency, mode, memoryBudget, distrust }: OptimizeOptions): OpenOptions {
  return { concurrency, mode, memoryBudgetBytes: memoryBudget, distrust }
}

async function execute({ request, options, context, progress, signal }: Run): Promise<ExitCode> {
  const opening = context.openEngine(openOptions(options))
  // What came of it is told after the engine is closed: everything is on disk then.
  const outcome = await withEngine(opening, (engine) =>
    runSession(engine, request, {
      resume: options.resume,
      retryFailed: options.retryFailed === true,
      waitWhilePaused: context.streams.interactive,
      signal,
      progress,
      remark: options.quiet === true ? () => {} : progress.note,
    }),
  )
  return reportOutcome(outcome, { request, options, streams: context.streams, cwd: context.cwd })
}

async function plan({ request, options, context, progress, signal }: Run): Promise<ExitCode> {
  const opening = context.openEngine(openOptions(options))
  const found = await withEngine(opening, (engine) => dryRun(engine, request, { signal, progress }))
  const { streams, cwd } = context
  if (found === undefined) return reportOutcome({ kind: 'not-started' }, { request, options, streams, cwd })
  if (options.json === true) streams.document(found)
  else streams.result(planText(found, cwd))
  return found.failed.length > 0 ? exitCodes.someFailed : exitCodes.done
}
