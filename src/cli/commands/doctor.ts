import type { Command } from 'commander'
import type { Finding } from '../../shared/contract/engine.ts'
import { toErrorData } from '../../shared/errors.ts'
import type { CliContext, Settle } from '../context.ts'
import { findDesktopRuntime } from '../desktop-runtime.ts'
import { withEngine } from '../engine.ts'
import { exitCodes } from '../exit-codes.ts'
import { tableText } from '../table.ts'
import { countText, visible } from '../text.ts'
import { helpPointer } from '../usage-error.ts'

/** What `whittle doctor --json` prints. */
export type DoctorDocument = {
  readonly version: string
  /** Nothing is missing. */
  readonly ok: boolean
  readonly findings: readonly Finding[]
}

const marks: Readonly<Record<Finding['status'], string>> = { ok: '✓', warning: '!', missing: '✗' }

/** `whittle doctor` */
export function addDoctor(program: Command, context: CliContext, settle: Settle): void {
  program
    .command('doctor')
    .summary('show what is installed, what is missing and how to get it')
    .description(
      'Checks versions, runtimes, threads, memory and folders, and says how to mend what is missing.',
    )
    .option('--json', 'print the findings as one JSON document on standard output')
    .addHelpText('after', '\nExit codes: 0 nothing is missing; 1 something is.')
    .showHelpAfterError(helpPointer('doctor'))
    .action(async (options: { json?: boolean }) => {
      const findings = [...(await examine(context)), await findDesktopRuntime(context.electronNote)]
      const document: DoctorDocument = {
        version: context.version,
        ok: findings.every((finding) => finding.status !== 'missing'),
        findings,
      }
      if (options.json === true) context.streams.document(document)
      else context.streams.result(doctorText(document))
      settle(document.ok ? exitCodes.done : exitCodes.someFailed)
    })
}

/** Findings for people: mark, what, value, and below it how to mend it. */
export function doctorText({ findings, version }: DoctorDocument): string {
  const rows = findings.map(({ status, label, value }) => [marks[status], label, value])
  const table = tableText([{ head: '' }, { head: '' }, { head: '' }], rows).split('\n')
  const lines = findings.flatMap(({ hint }, index) => {
    const line = table[index] ?? ''
    return hint === undefined ? [line] : [line, `   → ${visible(hint)}`]
  })
  const missing = findings.filter((finding) => finding.status === 'missing').length
  const verdict =
    missing === 0 ? 'Nothing is missing.' : `${countText(missing, 'thing is', 'things are')} missing.`
  return [`Whittle ${version}`, '', ...lines, '', verdict].join('\n')
}

/** A doctor that needs a healthy patient is of no use: when the engine cannot start, that is a finding too. */
async function examine(context: CliContext): Promise<Finding[]> {
  try {
    return await withEngine(context.openEngine(), (engine) => engine.commands.diagnose({}))
  } catch (error) {
    const { message, hint, detail } = toErrorData(error)
    const value = detail === undefined ? message : `${message} ${firstLine(detail)}`
    return [
      { id: 'node', label: 'Node.js', status: 'ok', value: `${process.version} (${process.execPath})` },
      { id: 'system', label: 'System', status: 'ok', value: `${process.platform} ${process.arch}` },
      { id: 'engine', label: 'Engine', status: 'missing', value, ...(hint === undefined ? {} : { hint }) },
    ]
  }
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? ''
}
