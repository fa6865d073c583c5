import type { Lifecycle } from '../../../shared/lifecycle.ts'
import { t } from '../../i18n.ts'
import { problemWords } from '../../words.ts'

/** How the processes behind the window are, in a word and a sentence. */
export type Status = {
  readonly tone: 'good' | 'wait' | 'bad'
  readonly word: string
  readonly sentence: string
}

export function statusOf(engine: Lifecycle, pool: Lifecycle): Status {
  if (engine.state !== 'ready') return ofProcess(engine, 'engine')
  if (pool.state !== 'ready') return ofProcess(pool, 'pool')
  return { tone: 'good', word: t('status.ready'), sentence: t('status.allReady') }
}

function ofProcess(lifecycle: Exclude<Lifecycle, { state: 'ready' }>, name: 'engine' | 'pool'): Status {
  const { state } = lifecycle
  const word = t(`status.${state}`)
  switch (state) {
    case 'starting':
    case 'stopped':
      return { tone: 'wait', word, sentence: t(`status.${name}.${state}`) }
    case 'restarting':
      return { tone: 'wait', word, sentence: t(`status.${name}.restarting`, { reason: lifecycle.reason }) }
    case 'failed': {
      const { message, hint } = problemWords(lifecycle.error)
      return { tone: 'bad', word, sentence: [message, hint].filter(Boolean).join(' ') }
    }
  }
}
