import type { ControlWords } from '../../shared/model/monitor.ts'

/** What the controller says, with its sentence for log and terminal. */
export function said(code: ControlWords['code'], values: Readonly<Record<string, number>>) {
  const words: ControlWords = { code, values: { ...values } }
  return { words, message: sentences[code](values) }
}

type Values = Readonly<Record<string, number>>

const sentences: Readonly<Record<ControlWords['code'], (values: Values) => string>> = {
  free: ({ count = 0 }) => `${images(count)} at a time.`,
  cpu: ({ percent, count, max = 0 }) =>
    `Other programs use ${percent} % of the CPU: ${count} of ${images(max)} at a time.`,
  'memory-above': ({ percent, threshold }) =>
    `Memory is at ${percent} %, above ${threshold} %: no new image is started.`,
  'memory-until': ({ percent, threshold }) =>
    `Memory is at ${percent} %: new images start again below ${threshold} %.`,
  budget: ({ neededBytes = 0, budgetBytes = 0 }) =>
    `The next image needs about ${megabytes(neededBytes)} of memory: it waits until that fits into the ${megabytes(budgetBytes)} that Whittle may use.`,
  quiet: (values) => quiet('Quiet', values),
  'quiet-battery': (values) => quiet('On battery, so quiet', values),
  'quiet-hours': (values) => quiet('Quiet hours', values),
  'quiet-full': (values) => full('Quiet', values),
  'quiet-full-battery': (values) => full('On battery, so quiet', values),
  'quiet-full-hours': (values) => full('Quiet hours', values),
  try: ({ percent, count }) =>
    `${percent} % of the CPU is idle while images wait: trying ${count} at a time.`,
  faster: ({ count }) => `${count} at a time get more done: kept.`,
  'no-gain': ({ tried, count }) => `${tried} at a time get no more done: back to ${count}.`,
  balance: ({ count = 0 }) =>
    `${images(count)} left: the longest go first, so that no core idles at the end.`,
  settings: ({ count = 0 }) => `The settings allow ${images(count)} at a time.`,
}

function quiet(why: string, { count = 0 }: Values): string {
  return `${why}: ${images(count)} at a time, to keep the CPU below 70 %.`
}

function full(why: string, { percent }: Values): string {
  return `${why}: the CPU was at ${percent} % over ten seconds, no new image is started.`
}

/** "1 image", "4 images". */
function images(count: number): string {
  return count === 1 ? '1 image' : `${count} images`
}

/** Whole megabytes, e.g. "390 MB". */
function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`
}
