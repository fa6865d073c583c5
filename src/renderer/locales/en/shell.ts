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

/** What the controller says: a sentence each, with its numbers. */
export const control = {
  free_one: 'Up to {{n}} image at once.',
  free_other: 'Up to {{n}} images at once.',
  cpu_one: 'Other programs use {{percent}} of the processor: {{n}} of {{max}} images at once for now.',
  cpu_other: 'Other programs use {{percent}} of the processor: {{n}} of {{max}} images at once for now.',
  'memory-above': 'Memory is at {{percent}}, above {{threshold}}: no new image is started.',
  'memory-until': 'Memory is at {{percent}}: new images start again below {{threshold}}.',
  budget:
    'The next image needs about {{neededBytes}} of memory and waits until that fits into the {{budgetBytes}} that Whittle may use.',
  quiet_one: 'Quiet: {{n}} image at once, to keep the processor below 70 %.',
  quiet_other: 'Quiet: {{n}} images at once, to keep the processor below 70 %.',
  'quiet-battery_one': 'On battery, so quiet: {{n}} image at once.',
  'quiet-battery_other': 'On battery, so quiet: {{n}} images at once.',
  'quiet-hours_one': 'Quiet hours: {{n}} image at once.',
  'quiet-hours_other': 'Quiet hours: {{n}} images at once.',
  'quiet-full': 'Quiet: the processor was at {{percent}} over ten seconds, so no new image is started.',
  'quiet-full-battery':
    'On battery, so quiet: the processor was at {{percent}} over ten seconds, so no new image is started.',
  'quiet-full-hours':
    'Quiet hours: the processor was at {{percent}} over ten seconds, so no new image is started.',
  try: '{{percent}} of the processor is idle while images wait: trying {{n}} at once.',
  faster: '{{n}} at once get more done: kept.',
  'no-gain': '{{tried}} at once get no more done: back to {{n}}.',
  balance_one: '{{n}} image left: the longest goes first, so that no core idles at the end.',
  balance_other: '{{n}} images left: the longest go first, so that no core idles at the end.',
  settings_one: 'The settings allow {{n}} image at once.',
  settings_other: 'The settings allow {{n}} images at once.',
}

/** Thresholds that were crossed for long enough to matter. */
export const alert = {
  cpu: 'The processor has been above {{threshold}} for {{time}}, at most {{worst}}.',
  memory: 'Memory has been above {{threshold}} for {{time}}, at most {{worst}}.',
  errors: '{{worst}} of the operations of the last minutes failed, more than {{threshold}}.',
  'slow-operation_one': '{{subject}} is slow: {{n}} took longer than {{threshold}}, the slowest {{worst}}.',
  'slow-operation_other': '{{subject}} is slow: {{n}} took longer than {{threshold}}, the slowest {{worst}}.',
}

export const notice = {
  nothingToAdd: 'Nothing to add',
  notOnThisComputer:
    'What was dropped is not a file or folder on this computer. Save it first, then drop the file.',
  lostBatch: 'A batch that was not started yet was lost; add it again.',
  reportExported: 'Report exported',
  files: '{{files}}: {{paths}}',
  close: 'Close this message',
}
