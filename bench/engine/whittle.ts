import { mkdtempSync } from 'node:fs'
import { join } from 'node:path'
import { type ResultDocument, resultDocumentSchema } from '../../src/shared/model/result-document.ts'
import { type Timed, timed } from './timed.ts'

const cli = join(import.meta.dirname, '../../out/main/cli.js')

export type WhittleRun = Timed & { readonly document: ResultDocument }

/**
 * Runs the built command line with a home of its own: no cache, no calibration, no history of earlier runs. In mode
 * `full`, that is at the priority that everything it is compared with has; alone on a machine that makes no difference.
 *
 * @param scratch - Folder for home and results.
 * @param oneCore - Keeps it and all its workers on one core; needs `taskset`.
 * @throws when it fails, or when an image does.
 */
export async function runWhittle(
  inputs: readonly string[],
  options: readonly string[],
  scratch: string,
  oneCore = false,
): Promise<WhittleRun> {
  const folder = mkdtempSync(join(scratch, 'whittle-'))
  const args = [
    cli,
    'optimize',
    ...inputs,
    '--out',
    join(folder, 'out'),
    '--json',
    '--quiet',
    '--mode',
    'full',
    ...options,
  ]
  const env = { WHITTLE_HOME: join(folder, 'home') }
  const command = oneCore
    ? { program: 'taskset', args: ['-c', '0', process.execPath, ...args], env }
    : { program: process.execPath, args, env }
  const run = await timed([command])
  return { ...run, document: resultDocumentSchema.parse(JSON.parse(run.stdout)) }
}
