import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ResultDocument, resultDocumentSchema } from '../../src/shared/model/result-document.ts'
import { type Timed, timed } from './timed.ts'

const cli = join(import.meta.dirname, '../../out/main/cli.js')

export type WhittleRun = Timed & { readonly document: ResultDocument }

/**
 * Runs the built command line with a home of its own: no cache, no calibration, no history of earlier runs. It takes
 * all cores at normal priority, as everything does that it is compared with; left to itself it would yield to other
 * programs, which makes a difference only where there are some.
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
  const args = [cli, 'optimize', ...inputs, '--out', join(folder, 'out'), '--json', '--quiet', ...options]
  const home = join(folder, 'home')
  mkdirSync(home)
  writeFileSync(join(home, 'settings.json'), JSON.stringify({ mode: 'full', scaling: 'fixed' }))
  const env = { WHITTLE_HOME: home }
  const command = oneCore
    ? { program: 'taskset', args: ['-c', '0', process.execPath, ...args], env }
    : { program: process.execPath, args, env }
  const run = await timed([command])
  return { ...run, document: resultDocumentSchema.parse(JSON.parse(run.stdout)) }
}
