import type { Admission } from '../../../shared/model/monitor.ts'

export const nav = {
  label: 'Screens',
  optimize: 'Optimize',
  results: 'Results',
  monitor: 'Monitor',
  history: 'History',
  insights: 'Insights',
  recipes: 'Recipes',
  settings: 'Settings',
}

export const drop = {
  title: 'Drop to add',
  more: 'Files and folders. You see the plan before anything is made.',
}

/** How the processes behind the window are. */
export const status = {
  label: 'Engine status',
  labelled: 'Engine status: {{word}}',
  ready: 'Ready',
  starting: 'Starting',
  restarting: 'Restarting',
  failed: 'Failed',
  stopped: 'Stopped',
  allReady: 'The engine and the image workers are running.',
  engine: {
    starting: 'The engine is starting.',
    stopped: 'The engine is stopped.',
    restarting:
      'The engine stopped ({{reason}}) and starts again. Images that were being worked on run again; finished ones are kept.',
  },
  pool: {
    starting: 'The image workers are starting.',
    stopped: 'The image workers are stopped.',
    restarting:
      'The image workers stopped ({{reason}}) and start again. Images that were being worked on run again; finished ones are kept.',
  },
  pictures: '{{percent}} of the pictures were there at once.',
  failedTitle: 'The engine could not be started',
  logIsIn: 'The log is in',
  untouched: 'Your images and everything finished so far are untouched.',
}

export const admission = {
  free_one: 'Up to {{n}} image at once.',
  free_other: 'Up to {{n}} images at once.',
  cpu_one: 'Other programs need the processor: {{n}} image at once for now.',
  cpu_other: 'Other programs need the processor: {{n}} images at once for now.',
  memory_one: 'Memory is short: no new image is started until there is more.',
  memory_other: 'Memory is short: no new image is started until there is more.',
  budget_one: 'The next image waits until its memory fits into what Whittle may use.',
  budget_other: 'The next image waits until its memory fits into what Whittle may use.',
  quiet_one: 'Quiet: {{n}} image at once.',
  quiet_other: 'Quiet: {{n}} images at once.',
} satisfies Record<`${Admission['reason']}_${'one' | 'other'}`, string>

export const notice = {
  nothingToAdd: 'Nothing to add',
  notOnThisComputer:
    'What was dropped is not a file or folder on this computer. Save it first, then drop the file.',
  lostBatch: 'A batch that was not started yet was lost; add it again.',
  reportExported: 'Report exported',
  files: '{{files}}: {{paths}}',
  close: 'Close this message',
}
