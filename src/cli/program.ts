import { Command, CommanderError } from 'commander'
import { toErrorData } from '../shared/errors.ts'
import { addCache } from './commands/cache.ts'
import { addCalibrate } from './commands/calibrate.ts'
import { addDoctor } from './commands/doctor.ts'
import { addHistory } from './commands/history.ts'
import { addInsights } from './commands/insights.ts'
import { addOptimize } from './commands/optimize.ts'
import { addRecipes } from './commands/recipes.ts'
import { addReport } from './commands/report.ts'
import { addStats } from './commands/stats.ts'
import { addUndo } from './commands/undo.ts'
import { addWatch } from './commands/watch.ts'
import type { CliContext, Settle } from './context.ts'
import { type ExitCode, exitCodeFor, exitCodes } from './exit-codes.ts'
import type { Streams } from './streams.ts'
import { tellError } from './tell-error.ts'
import { helpPointer, UsageError } from './usage-error.ts'

const examples = `
Examples:
  $ whittle optimize photos --out web            every image in photos, three formats, three sizes
  $ whittle optimize a.jpg b.png --out web --formats avif,webp --sizes 800x600
  $ whittle report --format html --out reports   a report of the latest run
  $ whittle doctor                               what is installed, what is missing

Exit codes: 0 all done; 1 finished, something failed; 2 wrong usage or configuration;
            3 interrupted, can be resumed.`

/**
 * Runs one command line.
 *
 * @param argv Arguments without the interpreter and the script.
 * @returns The exit code; errors are already told on standard error (and, with `--json`, on standard output).
 */
export async function runProgram(argv: readonly string[], context: CliContext): Promise<ExitCode> {
  let code: ExitCode = exitCodes.done
  const program = createProgram(context, (settled) => {
    code = settled
  })
  try {
    await program.parseAsync(argv, { from: 'user' })
    return code
  } catch (error) {
    return tell(error, argv.includes('--json'), context.streams)
  }
}

function createProgram(context: CliContext, settle: Settle): Command {
  const { streams } = context
  const program = new Command('whittle')
    .description('Makes web-ready variants of images, on this machine, and shows what that saved.')
    .version(context.version, '-V, --version', 'show the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help for a command')
    .addHelpText('after', examples)
    .showHelpAfterError(helpPointer(''))
    .configureOutput({
      writeOut: (text) => streams.result(text.trimEnd()),
      writeErr: (text) => streams.note(text.trimEnd()),
      outputError: (text, write) => write(usageLine(text)),
    })
    .exitOverride()
  const commands = [
    ...[addOptimize, addUndo, addWatch, addReport, addStats],
    ...[addHistory, addInsights, addRecipes, addCalibrate, addCache, addDoctor],
  ]
  for (const add of commands) add(program, context, settle)
  return program
}

/** Commander writes "error: …", sometimes with a suggestion on a second line; ours is always one line. */
function usageLine(text: string): string {
  const oneLine = text
    .trim()
    .replace(/^error: /, '')
    .replaceAll(/\s*\n\s*/g, ' ')
  return `whittle: ${oneLine}`
}

function tell(error: unknown, json: boolean, streams: Streams): ExitCode {
  // Commander has told it already; its exit code is 0 for --help and --version, and 1 for everything else.
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage
  if (error instanceof UsageError) {
    streams.note(usageLine(error.message))
    streams.note(helpPointer(error.command))
    return exitCodes.usage
  }
  const data = toErrorData(error)
  tellError(data, streams)
  if (json) streams.document({ error: data })
  return exitCodeFor(data.code)
}
