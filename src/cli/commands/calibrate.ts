import type { Command } from 'commander'
import { outputFormats } from '../../shared/formats.ts'
import type { Calibration, Frontier } from '../../shared/model/calibration.ts'
import { effortPreferenceSchema, effortRemark, kneeOf } from '../../shared/recipe/index.ts'
import type { CliContext } from '../context.ts'
import { withEngine } from '../engine.ts'
import { tableText } from '../table.ts'
import { durationText } from '../text.ts'
import { helpPointer } from '../usage-error.ts'

/** `whittle calibrate` */
export function addCalibrate(program: Command, context: CliContext): void {
  program
    .command('calibrate')
    .summary('measure what effort is worth on this machine')
    .description(
      'Measures how much smaller each effort of the encoders gets and how long it takes, on this machine and with the ' +
        'encoders installed, and keeps the result: "auto" effort goes by it. Takes a few seconds; let the machine idle.',
    )
    .option('--json', 'print the measurement as one JSON document on standard output')
    .showHelpAfterError(helpPointer('calibrate'))
    .action(async (options: { json?: boolean }) => {
      const measured = await withEngine(context.openEngine(), ({ commands }) => commands.calibrate({}))
      if (options.json === true) context.streams.document(measured)
      else context.streams.result(calibrationText(measured))
    })
}

function calibrationText({ frontiers, durationMs }: Calibration): string {
  return [...frontiers.map(frontierText), `Measured in ${durationText(durationMs)}.`].join('\n\n')
}

function frontierText(frontier: Frontier): string {
  const { format, points } = frontier
  const chosen = effortPreferenceSchema.options.map((prefer) => [prefer, kneeOf(points, prefer)] as const)
  const first = points[0]
  const rows = points.map(({ effort, cpuMs, bytes }) => [
    String(effort),
    `${Math.round(cpuMs)} ms`,
    first === undefined ? '' : `${Math.round((100 * bytes) / first.bytes)} %`,
    chosen
      .filter(([, knee]) => knee === effort)
      .map(([prefer]) => prefer)
      .join(', '),
  ])
  const columns = [
    { head: `${outputFormats[format].label} effort`, align: 'right' },
    { head: 'CPU time', align: 'right' },
    { head: 'Bytes at the same score', align: 'right' },
    { head: 'Chosen for' },
  ] as const
  const balanced = kneeOf(points, 'balanced')
  const remark = balanced === undefined ? undefined : effortRemark(frontier, balanced)
  return [tableText(columns, rows), ...(remark === undefined ? [] : [remark])].join('\n')
}
