import type { Item } from '../../../shared/model/item.ts'
import { formatCount, formatDuration, formatNoun } from '../../format.ts'
import { t } from '../../i18n.ts'
import { problemWords } from '../../words.ts'

/** What is said below an image's state: the way out of its problem, or the files that there are or will be. */
export function itemDetail(item: Item): string {
  if (item.error !== undefined) return problemWords(item.error).hint ?? ''
  if (item.state === 'cancelled') return cancelledDetail(item)
  const count = item.state === 'done' ? item.outputs.length : item.planned.length
  const files = formatNoun(count, 'file')
  return item.ms === undefined ? files : t('list.filesIn', { files, time: formatDuration(item.ms) })
}

/** What was planned is not there: only what was made is claimed. */
function cancelledDetail({ outputs, planned }: Item): string {
  return outputs.length === 0
    ? ''
    : t('list.filesMade', {
        done: formatCount(outputs.length),
        files: formatNoun(planned.length, 'file'),
      })
}
