import type { Lifecycle } from '../../../shared/lifecycle.ts'

/** How the processes behind the window are, in a word and a sentence. */
export type Status = {
  readonly tone: 'good' | 'wait' | 'bad'
  readonly word: string
  readonly sentence: string
}

export function statusOf(engine: Lifecycle, pool: Lifecycle): Status {
  if (engine.state !== 'ready') return ofProcess(engine, 'The engine')
  if (pool.state !== 'ready') return ofProcess(pool, 'The image workers')
  return { tone: 'good', word: 'Ready', sentence: 'The engine and the image workers are running.' }
}

function ofProcess(lifecycle: Exclude<Lifecycle, { state: 'ready' }>, name: string): Status {
  const verb = name.endsWith('s') ? ['are', 'stopped', 'start'] : ['is', 'stopped', 'starts']
  switch (lifecycle.state) {
    case 'starting':
      return { tone: 'wait', word: 'Starting', sentence: `${name} ${verb[0]} starting.` }
    case 'restarting':
      return {
        tone: 'wait',
        word: 'Restarting',
        sentence: `${name} ${verb[1]} (${lifecycle.reason}) and ${verb[2]} again. Images that were being worked on run again; finished ones are kept.`,
      }
    case 'failed':
      return {
        tone: 'bad',
        word: 'Failed',
        sentence: [lifecycle.error.message, lifecycle.error.hint].filter(Boolean).join(' '),
      }
    case 'stopped':
      return { tone: 'wait', word: 'Stopped', sentence: `${name} ${verb[0]} stopped.` }
  }
}
